#include "core/base/log.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "core/base/paths.h"
#include "core/base/shortened.h"

namespace gradus {
namespace {

/// What GRADUS_LOG asks for, looked up once. Names that there are not are said, so that nobody waits for lines in vain.
unsigned wantedMask() {
  std::vector<std::string> unknown;
  const unsigned mask = logMask(environment("GRADUS_LOG"), unknown);
  for (const std::string& name : unknown) {
    std::string names;
    for (const std::string& each : logCategories()) names += each + ", ";
    std::fprintf(stderr, "gradus: GRADUS_LOG names '%s', expected some of %sor all\n", shortened(name).c_str(),
                 names.c_str());
  }
  return mask;
}

double secondsSinceTheFirst() {
  using Clock = std::chrono::steady_clock;
  static const Clock::time_point began = Clock::now();
  return std::chrono::duration<double>(Clock::now() - began).count();
}

}  // namespace

const std::vector<std::string>& logCategories() {
  static const std::vector<std::string> names = {"data", "run", "step", "opencl", "ui"};
  return names;
}

unsigned logMask(const std::string& text, std::vector<std::string>& unknown) {
  const std::vector<std::string>& names = logCategories();
  unsigned mask = 0;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    const std::string name = text.substr(start, end - start);
    start = end + 1;
    const auto found = std::ranges::find(names, name);
    if (name == "all") {
      mask = (1U << names.size()) - 1;
    } else if (found != names.end()) {
      mask |= 1U << static_cast<unsigned>(found - names.begin());
    } else if (!name.empty()) {
      unknown.push_back(name);
    }
  }
  return mask;
}

bool isLogged(LogCategory category) {
  static const unsigned mask = wantedMask();
  return ((mask >> static_cast<unsigned>(category)) & 1U) != 0;
}

void writeLog(LogCategory category, const std::string& words) {
  const std::string& name = logCategories()[static_cast<std::size_t>(category)];
  std::fprintf(stderr, "%9.3f %-6s %s\n", secondsSinceTheFirst(), name.c_str(), words.c_str());
}

}  // namespace gradus
