#include "core/session/answers.h"

#include "core/base/error.h"
#include "core/session/run_driver.h"
#include "core/train/trainer.h"

namespace gradus {

SampleAnswer answerTo(const SampleQuestion& question, RunDriver& driver) {
  SampleAnswer answer;
  Trainer* trainer = driver.trainer();
  if (trainer == nullptr) {
    answer.problem = "There is no network to ask";
  } else {
    try {
      answer = trainer->answer(question);
    } catch (const Error& error) {
      answer.problem = error.what();
    }
  }
  answer.of = question;
  answer.run = driver.run();
  return answer;
}

StackAnswer answerTo(const StackQuestion& question, RunDriver& driver) {
  try {
    return measureStack(driver.engine().device(), question);
  } catch (const std::exception& error) {
    return {question, {}, error.what()};
  }
}

}  // namespace gradus
