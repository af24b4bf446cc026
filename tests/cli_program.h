// The real program in a process of its own, as tests of the command line run it.
#pragma once

#include "tests/process.h"

namespace gradus::test {

inline Outcome runGradus(const QStringList& words) {
  return run(QStringLiteral(GRADUS_PROGRAM), words);
}

inline Outcome runGradus(const char* words) {
  return runGradus(QString::fromUtf8(words).split(u' '));
}

}  // namespace gradus::test
