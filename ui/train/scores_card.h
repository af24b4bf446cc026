// The headline of a run: loss and metric of the train, valid and test part after the newest epoch, large enough to be
// read from afar, and as of which epoch that is.
#pragma once

#include "core/data/prepared_data.h"
#include "core/session/score_board.h"
#include "ui/plots/part_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"

class QLabel;

namespace gradus::ui {

class ScoreTable;
class SnapshotFeed;

class ScoresCard : public Card {
  Q_OBJECT

 public:
  explicit ScoresCard(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setData(const PreparedData& prepared);
  void setSnapshot(const Snapshot& snapshot);

  /// Whose curves are shown.
  void setShown(const PartFlags& shown);

  /// From now on scores of an earlier network are dimmed, and the card says that they are.
  void dimWhenOld(SnapshotFeed& feed);

  /// What stands beside the title, as plain text.
  QString words() const;

 signals:
  void partToggled(gradus::DataPart part, bool isShown);

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void showNumbers();
  void showWords();
  QString wordsOf(bool isShort) const;
  QString tipOf(DataPart part) const;
  QString metricName() const;

  ScoreBoard board_;
  Task task_ = Task::Classification;
  PartFlags parts_ = kEveryPart;
  bool isOld_ = false;
  int divergedIn_ = 0;  ///< the epoch in which numbers ceased to be finite; 0 where they have not
  Theme theme_;
  QLabel* title_;
  QLabel* words_;
  ScoreTable* table_;
};

}  // namespace gradus::ui
