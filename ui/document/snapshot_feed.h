// Brings the session's snapshots to the views at the pace of the views: the next one is asked for when the last one
// has been shown and after a pause in proportion to what that took, so that a slow display never piles up work, a large
// network keeps the processors for its training, and a small one is seen at every change.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/run/run_book.h"
#include "core/session/training_session.h"
#include "ui/document/statistics_pace.h"

namespace gradus::ui {

class SnapshotFeed : public QObject {
  Q_OBJECT

 public:
  explicit SnapshotFeed(TrainingSession& session, QObject* parent = nullptr);

  /// The last snapshot that came, or null.
  const SnapshotPtr& last() const { return last_; }

  /// What the snapshots have told of the run that goes on, and of earlier ones.
  RunBook& runs() { return runs_; }

  /// The row of the data set whose way through the network is shown, or −1.
  void watchSample(std::int64_t row);
  std::int64_t watchedSample() const { return sample_; }

  /// An input that a person has made, shown in place of the sample until it is null or another sample is watched.
  void showInput(std::shared_ptr<const std::vector<float>> input);

  /// The part of the data whose predictions are shown, if any.
  void wantPredictions(std::optional<DataPart> part);
  /// Another view that can say whether it shows what is measured of the layers; asked before each snapshot.
  void addStatisticsNeed(std::function<bool()> isNeeded) { statisticsNeeds_.push_back(std::move(isNeeded)); }

  /// Whether the network is shown somewhere: its numbers and what its units say about the plane, of which one may be
  /// told in more detail. Where it is not, snapshots hold the history only, and fewer are asked for.
  void watchNetwork(bool isShown, const FieldUnit& closer = {});

  /// A unit or weight to explain with every snapshot from now on; none explains nothing.
  void explain(const std::optional<UnitQuestion>& question);

  /// Asks for a snapshot although nothing is known to have changed.
  void refresh();

  /// Another experiment is being loaded: what is still on its way belongs to the one before, and is dropped.
  void restart();

  /// The document has another network or other data from now on: what is known is of before, until a snapshot of that
  /// revision comes.
  void expect(std::uint64_t revision);

  /// The document has come to another revision without another network or other data.
  void follow(std::uint64_t revision);

  bool isExpecting() const { return expected_ != 0; }

  /// Dims `widget` while what it shows, of the version that `shown` gives (0: nothing), describes an earlier network or
  /// earlier data than there are now. Asked when a snapshot has been shown, with expect() and with dimOld().
  void dimWhenOld(QWidget& widget, std::function<std::uint64_t()> shown);

  /// Likewise for a view that says more of it than that it is dim.
  void tellWhenOld(std::function<std::uint64_t()> shown, std::function<void(bool isOld)> tell);

  /// For a view that shows a snapshot's numbers later than others.
  void dimOld();

  /// Asks for nothing more.
  void stop();

 signals:
  void arrived(gradus::SnapshotPtr snapshot);

 private:
  void ask();
  void askSoon(int milliseconds);
  void askNext();
  void receive(const SnapshotPtr& snapshot);
  void askWhenAffordable();
  void onStateChanged(SessionState state);

  TrainingSession& session_;
  /// Something that shows numbers of a version.
  struct Dimmable {
    std::function<std::uint64_t()> shown;
    std::function<void(bool isOld)> tell;
  };

  SnapshotPtr last_;
  RunBook runs_;
  std::vector<Dimmable> dimmables_;
  std::uint64_t expected_ = 0;  ///< the revision of the document whose snapshots are waited for; 0: none
  QTimer pace_;
  QElapsedTimer sinceAsk_;
  double processorAtAsk_ = 0;  ///< this thread's time, in milliseconds
  SessionState state_ = SessionState::Empty;
  std::uint64_t run_ = 0;
  std::int64_t afterStep_ = 0;
  int afterEpoch_ = 0;
  std::int64_t sample_ = -1;
  std::shared_ptr<const std::vector<float>> input_;
  std::optional<DataPart> predictions_;
  bool isNetworkShown_ = false;
  FieldUnit closer_;
  std::vector<std::function<bool()>> statisticsNeeds_;
  StatisticsPace statisticsPace_;
  QTimer firstStatistics_;
  std::optional<UnitQuestion> question_;
  bool inFlight_ = false;
  bool askAgain_ = false;
  bool dropping_ = false;
  bool stopped_ = false;
};

}  // namespace gradus::ui
