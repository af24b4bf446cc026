#include "core/train/sample_answer.h"

#include "core/base/error.h"
#include "core/train/run_driver.h"
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

}  // namespace gradus
