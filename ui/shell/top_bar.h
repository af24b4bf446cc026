// The bar at the top: the document's name, what drives the training, how far it is, the seed, the device, the theme.
#pragma once

#include <QWidget>

#include "core/session/snapshot.h"
#include "ui/theme/theme.h"

class QAction;

namespace gradus::ui {

class Document;
class Button;
class DeviceButton;
class ConfirmingButton;
class DocumentTitle;
class EpochProgress;
class HistoryButton;
class SeedField;
class SpeedButton;

class TopBar : public QWidget {
  Q_OBJECT

 public:
  enum class Step { Phase, Sample, Batch, Epoch };

  explicit TopBar(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setHistory(Document& document);

  /// What a person has chosen.
  void setReducesMotion(bool reduces);

  /// How fast training goes; see SpeedButton.
  const SpeedButton& speed() const { return *speed_; }
  void setDocumentName(const QString& name, bool modified);
  void setSeed(std::uint64_t seed);
  void setState(SessionState state);

  /// How many epochs a run has: as many are added when it has finished.
  void setEpochs(int epochs);

  /// See EpochProgress.
  void setReading(double share, bool canCancel);

  void showSnapshot(const Snapshot& snapshot);

  DeviceButton& device() { return *device_; }

  /// Says for a moment that an export is done.
  void confirmExport();

  /// Clicks the step button, for the shortcut.
  void step();

  /// Lets a person type another name for the document.
  void editName();

 signals:
  void trainClicked();  ///< start, or pause while it trains
  void rewindClicked();
  void stepClicked(gradus::ui::TopBar::Step step);
  void seedEdited(quint64 seed);
  void renamed(const QString& name);
  void speedChosen();
  void themeClicked();
  void motionReduced(bool reduces);
  void readingCancelled();
  void exportClicked(const QString& format);  ///< the name of a row of exporters()

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  /// What gives way where the window is narrow, one after the other.
  enum class Room { Ample, Tight, NoDevice, NoDetail, NoRemark };

  void makeTitle();
  void arrange();
  int widthMissing(Room room);
  void makeButtons();
  void makeShareMenu();
  void explainTrain();
  void setStep(Step step);

  QWidget* title_;
  DocumentTitle* name_;
  Button* rewind_;
  Button* train_;
  Button* stepButton_;
  EpochProgress* progress_;
  SeedField* seed_;
  DeviceButton* device_;
  SpeedButton* speed_;
  Button* dice_;
  HistoryButton* undo_;
  HistoryButton* redo_;
  ConfirmingButton* share_;
  Button* themeButton_;
  QAction* reduceMotion_;
  Step step_ = Step::Batch;
  SessionState state_ = SessionState::Empty;
  int epochs_ = 1;
};

}  // namespace gradus::ui
