// Measures in processes of their own, so that nothing of one measurement is left in the next.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include "app/bench/bench_options.h"

#include <QString>
#include <QStringList>

namespace gradus {

/// Whether this process is such a one: it measures itself and prints one JSON object.
bool isMeasuringChild();

/// Runs `gradus bench` with `words`, on the device of `options`, and gives what it printed. A kernel cache of its own
/// lies in `cacheFolder`, if one is given. Needs a QCoreApplication. Throws Error.
nlohmann::ordered_json measureInChild(const BenchOptions& options, const QStringList& words,
                                      const QString& cacheFolder = {});

}  // namespace gradus
