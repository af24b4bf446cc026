// Asks the session one question about one input again and again, as often as the view needs it and training can afford
// it: a new question goes out at once, the newest one wins; a repeated one waits while the network trains.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <optional>

#include "core/probe/sample_answer.h"
#include "core/session/training_session.h"

namespace gradus::ui {

class SampleAsker : public QObject {
  Q_OBJECT

 public:
  explicit SampleAsker(TrainingSession& session, QObject* parent = nullptr);

  /// What is asked from now on; nothing asks nothing. The same question again changes nothing.
  void ask(const std::optional<SampleQuestion>& question);

  /// The weights or the data may have changed. While it trains, at most twice a second, and such that all the askers of
  /// a page together take no more than a fortieth of the time.
  void refresh();

  /// Nobody sees the answers: nothing is asked until they are seen again.
  void setActive(bool isActive);

  /// Whether nothing is asked or on its way: what was answered last is what there is to know now.
  bool isServed() const;

  /// Milliseconds until the same question is asked again after an answer that took `seconds`, while it trains.
  static double restAfter(double seconds);

  /// Milliseconds from the last question to its answer.
  double latency() const { return latency_; }

 signals:
  /// To the question that is asked now; one that could not be answered brings none.
  void answered(gradus::SampleAnswerPtr answer);

 private:
  void post();
  void receive(const SampleAnswerPtr& answer);

  TrainingSession& session_;
  std::optional<SampleQuestion> question_;
  QTimer pace_;
  QElapsedTimer sinceAnswer_;
  QElapsedTimer sinceQuestion_;
  double pause_ = 0;
  double latency_ = 0;
  bool isRunning_ = false;
  bool isActive_ = false;
  bool isInFlight_ = false;
  bool asksAgain_ = false;
};

}  // namespace gradus::ui
