// The window: rail, top bar, pages and status bar around one document and one training session.
#pragma once

#include <QMainWindow>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/experiment/first_experiment.h"
#include "core/session/training_session.h"
#include "ui/document/snapshot_feed.h"
#include "ui/shell/theme_choice.h"
#include "ui/shell/top_bar.h"

class QStackedWidget;

namespace gradus::ui {

class Banner;
class Document;
class ExperimentExport;
class Page;
class Rail;
class StatusBar;

class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  /// Loads `experiment` into `session`, which must outlive the window.
  explicit MainWindow(TrainingSession& session, const Experiment& experiment = firstExperiment(),
                      QWidget* parent = nullptr);

  Document& document() const { return *document_; }
  ThemeChoice& themeChoice() const { return *themeChoice_; }
  SnapshotFeed& feed() const { return *feed_; }

  /// The one that is seen.
  const Page& page() const;

  /// Brings the page of that name, such as "train" in any case, to the front. False if there is none.
  bool showPage(const QString& name);

 protected:
  void closeEvent(QCloseEvent* event) override;

 private:
  void addPages();
  void addPage(Page* page);
  void showPageAt(int index);
  void showStatus();
  void addShortcuts();
  void connectExport();
  void connectSession();
  void applyTheme();
  void applySpeed();
  void loadDocument();
  void onDocumentChanged(const Experiment& now, const Experiment& before);
  void onStateChanged(SessionState state);
  void onFailed(const QString& message);
  void showFault(const QString& message);
  void onDeviceFell(DeviceFall fall, const QString& message);
  void showMessage(const QString& title, const QString& message, const QString& action = {});
  void cancelReading();
  void trainOrPause();
  void step(TopBar::Step step);
  void rewind();
  void restoreLayout();

  TrainingSession& session_;
  Document* document_;
  ExperimentExport* export_;
  ThemeChoice* themeChoice_;
  SnapshotFeed* feed_;
  TopBar* topBar_;
  Banner* banner_;
  Rail* rail_;
  QStackedWidget* stack_;
  StatusBar* statusBar_;
  std::vector<Page*> pages_;
  SessionState state_ = SessionState::Empty;
  bool hasFailed_ = false;  ///< and was not mended since
  bool hasDevice_ = false;
  bool isLoading_ = false;
  bool tellsOfDevice_ = false;  ///< the message that is shown
};

}  // namespace gradus::ui
