// The real program in a process of its own, as tests of the command line run it.
#pragma once

#include "tests/process.h"

namespace gradus::test {

inline Outcome runGradus(const QStringList& words, const QMap<QString, QString>& variables = {}) {
  return run(QStringLiteral(GRADUS_PROGRAM), words, variables);
}

inline Outcome runGradus(const char* words, const QMap<QString, QString>& variables = {}) {
  return runGradus(QString::fromUtf8(words).split(u' '), variables);
}

}  // namespace gradus::test
