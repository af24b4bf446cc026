// The card that shows what the network still gets wrong, live: how many samples of the test part, and which.
#pragma once

#include <optional>

#include "core/data/prepared_data.h"
#include "core/session/snapshot.h"
#include "ui/widgets/card.h"

class QLabel;

namespace gradus::ui {

class Button;
class MistakeView;

class MistakesCard : public Card {
  Q_OBJECT

 public:
  explicit MistakesCard(QWidget* parent = nullptr);

  /// The test part, or what there is instead of one. Points in the plane have a picture of their own: for them there is
  /// no such card.
  void setData(const PreparedData& prepared);

  void setPredictions(const PredictionsPtr& predictions);

  /// Whether what is shown was predicted by the network as it is there.
  bool isAbout(const Snapshot& now) const {
    return predictions_ && predictions_->step == now.step && predictions_->version == now.version;
  }

  /// Of the network that has predicted what is shown; 0 where nothing is.
  std::uint64_t version() const { return predictions_ ? predictions_->version : 0; }

  /// Outlines the sample of that row of the data set, if it is among them.
  void setWatched(std::int64_t row);

  /// Shows the link to the page on which mistakes are looked into.
  void offerInspect();

 signals:
  /// Which predictions the card can show now; none while nobody sees it.
  void predictionsWanted(std::optional<gradus::DataPart> part);

  void sampleClicked(qint64 row);
  void inspectClicked();

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  /// What the title leaves out.
  enum class Brevity { None, Epoch, Count, Part };
  QString titleText(Brevity brevity, const QString& count) const;
  void showTitle();

  QLabel* title_;
  QLabel* empty_;
  Button* inspect_;
  MistakeView* view_;
  PredictionsPtr predictions_;
  DataPart part_ = DataPart::Test;
  bool hasData_ = false;
  bool isRegression_ = false;
};

}  // namespace gradus::ui
