// The strip below the network in which the training doctor speaks: the two worst findings side by side, the others in a
// list that opens upwards. It always has the same height, so that the network never moves.
#pragma once

#include <QElapsedTimer>
#include <QFrame>
#include <string>
#include <vector>

#include "core/data/prepared_data.h"
#include "core/doctor/doctor.h"
#include "core/session/snapshot.h"
#include "ui/theme/theme.h"

class QLabel;
class QVBoxLayout;

namespace gradus::ui {

class Document;
class FindingBox;
class LinkButton;

class DoctorStrip : public QFrame {
  Q_OBJECT

 public:
  static constexpr int kHeight = 104;

  explicit DoctorStrip(Document& document, QWidget* parent = nullptr);
  ~DoctorStrip() override;

  void setTheme(const Theme& theme);
  void setData(const PreparedData& prepared) { doctor_.setData(prepared); }

  /// Examines the run at most about once a second while it trains, and whenever it rests.
  void setSnapshot(const Snapshot& snapshot);

  /// What stands above the findings.
  QString heading() const;

  /// Of the network that was looked at; 0 before the first time.
  std::uint64_t version() const { return version_; }

  /// The layer that the finding under the pointer, with the keyboard, or pinned is about; −1 for none.
  int pointedLayer() const { return pointed_; }

  QSize sizeHint() const override { return {600, kHeight}; }

 signals:
  /// A treatment was chosen that helps only a training that begins anew.
  void rewindWanted();

  void layerPointed(int layer);  ///< pointedLayer() has changed
  void layerPinned(int layer);   ///< a click has pinned a finding about that layer

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void show();
  void showBoxes();
  void sayWhatIsAwaited(const Snapshot& snapshot);
  void openList();
  void point();
  void pin(const Observation* observation);
  FindingBox* makeBox(QWidget* parent);
  void treat(const Observation& observation);

  Document& document_;
  Doctor doctor_;
  Theme theme_;
  QLabel* waiting_;
  LinkButton* more_;
  std::vector<FindingBox*> boxes_;  ///< those side by side
  std::vector<Observation> shown_;  ///< the worst first
  std::optional<Observation> pinned_;
  int pointed_ = -1;
  QElapsedTimer sinceExamination_;
  std::uint64_t version_ = 0;
  QString when_;  ///< as of which epoch its findings are
};

}  // namespace gradus::ui
