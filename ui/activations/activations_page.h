// The page on which activation functions are explored: all of them as tiles at the left, one of them in the middle, and
// at the right what it does, or would do, in the network that is being trained.
#pragma once

#include <map>

#include "core/session/training_session.h"
#include "ui/document/page.h"
#include "ui/document/snapshot_feed.h"

class QScrollArea;
class QStackedWidget;

namespace gradus::ui {

class ActivationTiles;
class Document;
class FunctionView;
class LiveCard;
class OwnFunctionCard;
class RaceCard;
class SoftmaxView;

class ActivationsPage : public Page {
  Q_OBJECT

 public:
  ActivationsPage(Document& document, TrainingSession& session, SnapshotFeed& feed, QWidget* parent = nullptr);

  void setTheme(const Theme& theme) override;

  QStringList status() const override;
  bool isServed(const Snapshot& now) const override;

  /// The activation that is shown, with its parameters.
  const Choice& activation() const { return activation_; }
  void showActivation(const Choice& activation);

  /// The hidden layer that is looked at, or −1 where there is none.
  int layer() const { return layer_; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  QWidget* makeLeft();
  QWidget* makeCentre();
  QWidget* makeRight();
  void chooseTile(const QString& name);
  void showDocument();
  void adoptOwn();
  void showLayer();
  void showStatistics(const StatisticsPtr& statistics);
  void use();
  void useEverywhere();

  Document& document_;
  TrainingSession& session_;
  SnapshotFeed& feed_;
  ActivationTiles* tiles_ = nullptr;
  QStackedWidget* centre_ = nullptr;
  FunctionView* function_ = nullptr;
  SoftmaxView* softmax_ = nullptr;
  QScrollArea* tilesArea_ = nullptr;
  QWidget* right_ = nullptr;
  LiveCard* live_ = nullptr;
  OwnFunctionCard* own_ = nullptr;
  RaceCard* race_ = nullptr;
  Choice activation_;
  std::map<std::string, Choice> known_;  ///< with the parameters that somebody has set here, by name
  int layer_ = -1;
  StatisticsPtr statistics_;
  std::int64_t samples_ = 0;  ///< of the training part
};

}  // namespace gradus::ui
