// The questions that views ask beside their snapshots, for TrainingSession::ask(). An answer leaves no trace in the
// run.
#pragma once

#include "core/probe/gradient_stack.h"
#include "core/probe/sample_answer.h"

namespace gradus {

class RunDriver;

/// A question that does not fit, such as one about the data of before, has a problem for an answer.
SampleAnswer answerTo(const SampleQuestion& question, RunDriver& driver);

/// What goes wrong in it is no failure of the run.
StackAnswer answerTo(const StackQuestion& question, RunDriver& driver);

}  // namespace gradus
