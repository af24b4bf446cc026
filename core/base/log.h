// What the program does, line by line on stderr, for whoever looks into it. GRADUS_LOG of the environment names the
// categories, such as "data,opencl", or is "all"; without it nothing is written, and no words are made.
#pragma once

#include <string>
#include <vector>

namespace gradus {

enum class LogCategory {
  Data,    ///< what is read and prepared
  Run,     ///< states, and what a change of the document costs
  Step,    ///< the way in which steps are trained
  OpenCl,  ///< devices, and what is compiled
  Ui       ///< pages, and what takes the window long
};

/// The names of the categories, in their order.
const std::vector<std::string>& logCategories();

bool isLogged(LogCategory category);

/// Writes a line with the seconds since the first one.
void writeLog(LogCategory category, const std::string& words);

/// The same, where `words`, a function, is called only if somebody wants them.
template <typename Words>
void log(LogCategory category, const Words& words) {
  if (isLogged(category)) writeLog(category, words());
}

/// The categories that `text` names, by commas, as a bit each. Unknown names are added to `unknown`.
unsigned logMask(const std::string& text, std::vector<std::string>& unknown);

}  // namespace gradus
