// The card in which two to four activations race: the experiment of the window, once with each of them.
#pragma once

#include <array>
#include <vector>

#include "core/race/race.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"

class QGridLayout;
class QLabel;

namespace gradus::ui {

class Button;
class ComboBox;
class Document;
class NumberField;
class RacePlot;
class Swatch;

class RaceCard : public Card {
  Q_OBJECT

 public:
  RaceCard(Document& document, EngineThread& engine, QWidget* parent = nullptr);
  ~RaceCard() override;

  void setTheme(const Theme& theme);

  /// The activation that the page shows takes part, with its parameters, unless somebody has chosen others here.
  void setCandidate(const Choice& activation);

  /// What takes part as the person's own.
  void setOwnFunction(const Choice& function);

  /// Those that would race, without doubles.
  std::vector<Choice> entrants() const;

  bool isRacing() const { return isRacing_; }
  void start();
  void stop();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void makeCombos();
  void placeCombos();
  QWidget* makeControls();
  void propose();
  void showEpochs();
  Choice choiceOf(const QString& name) const;
  void showStanding(const RaceStandingPtr& standing);
  void showFailure(const QString& message);
  void showState();
  void say(const QString& words, bool isBad);

  Document& document_;
  Race race_;
  std::array<ComboBox*, Race::kMost> combos_{};
  std::array<Swatch*, Race::kMost> swatches_{};
  QGridLayout* grid_ = nullptr;  ///< of both
  int widestName_ = 0;           ///< that a combo may have to show
  NumberField* epochs_;
  Button* button_;
  QLabel* progress_;
  RacePlot* plot_;
  QLabel* words_;
  Choice candidate_{"gelu", {}};
  Choice own_;
  bool isChosen_ = false;  ///< by a person
  bool isRacing_ = false;
};

}  // namespace gradus::ui
