// What a Trainer throws where a run cannot go on, and how an error is said in the window.
#pragma once

#include <exception>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/probe/failure.h"

namespace gradus {

/// Its text is that of a terminal.
class TrainingFailure : public Error {
 public:
  explicit TrainingFailure(Failure failure) : Error(messageOf(failure, NumberText())), failure_(std::move(failure)) {}

  const Failure& failure() const { return failure_; }

 private:
  Failure failure_;
};

/// The same with numbers as the window has them; other errors as they are.
std::string shownMessage(const std::exception& error);

}  // namespace gradus
