// A list of differences in words, each told once: "ReLU instead of Tanh, without dropout".
#pragma once

#include <string>
#include <vector>

#include "core/base/choice.h"
#include "core/base/number_text.h"
#include "core/data/shown_numbers.h"

namespace gradus {

class Differences {
 public:
  void add(const std::string& words);
  void addInstead(const std::string& other, const std::string& now, const std::string& where = {});
  void addNumbers(const std::string& label, double other, double now, const std::string& where = {});
  void addSwitch(const std::string& what, bool other, bool now);

  /// Two choices from the same registry: another row, or other values of its parameters. `shared` is a parameter that
  /// all rows have.
  void addChoices(const ChoiceInfo& otherInfo, const Choice& other, const ChoiceInfo& nowInfo, const Choice& now,
                  const std::string& where = {}, const std::string& shared = {});

  bool isEmpty() const { return parts_.empty(); }

  /// All of them, with commas between.
  std::string text() const;

 private:
  std::vector<std::string> parts_;
  const NumberText numbers_ = shownNumbers();
};

}  // namespace gradus
