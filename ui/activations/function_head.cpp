#include "ui/activations/function_head.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <algorithm>
#include <memory>

#include "core/nn/activation.h"
#include "ui/activations/parameter_row.h"
#include "ui/formula/formula_label.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/chip_menu.h"

namespace gradus::ui {
namespace {

constexpr int kBetween = 10;
constexpr int kBetweenLines = 6;

QString formulaOf(const Activation& row) {
  return QStringLiteral("f(x) = ") + QString::fromStdString(row.formula);
}

/// When it is good, and where it comes from.
QString wordsAbout(const Activation& row) {
  if (row.name == kOwnFunction) return FunctionHead::tr("What you have typed; it is changed at the right.");
  const std::string& words = row.whenToUse.empty() ? row.summary : row.whenToUse;
  return QString::fromStdString(words).toHtmlEscaped() + QStringLiteral("  <i>") +
         QString::fromStdString(row.source).toHtmlEscaped() + QStringLiteral("</i>");
}

QLabel* makeWords(QWidget* parent) {
  auto* words = new QLabel(parent);
  words->setForegroundRole(role::kMuted);
  words->setFont(textFont(12));
  words->setTextFormat(Qt::RichText);
  words->setWordWrap(true);
  words->setAlignment(Qt::AlignLeft | Qt::AlignTop);
  return words;
}

QFont titleFont() {
  return textFont(15, QFont::DemiBold);
}

}  // namespace

FunctionHead::FunctionHead(const std::vector<ChipMenu*>& menus, QWidget* parent)
    : QWidget(parent),
      menus_(menus),
      layout_(new QVBoxLayout(this)),
      line_(new QWidget(this)),
      inLine_(new QHBoxLayout(line_)),
      title_(new QLabel(line_)),
      formula_(new FormulaLabel(line_)),
      words_(makeWords(this)),
      parameters_(new ParameterRow(this)) {
  title_->setObjectName(QStringLiteral("activationTitle"));
  title_->setFont(titleFont());
  formula_->setObjectName(QStringLiteral("activationFormula"));
  words_->setObjectName(QStringLiteral("activationWords"));
  parameters_->setFixedHeight(kControlHeight);

  inLine_->setContentsMargins(0, 0, 0, 0);
  inLine_->setSpacing(kBetween);
  inLine_->addWidget(title_);
  inLine_->addWidget(formula_);
  inLine_->addStretch();
  for (ChipMenu* menu : menus_) inLine_->addWidget(menu);
  layout_->setContentsMargins(0, 0, 0, 0);
  layout_->setSpacing(kBetweenLines);
  layout_->addWidget(line_);
  layout_->addWidget(words_);
  layout_->addWidget(parameters_);
  layout_->addStretch();
  connect(parameters_, &ParameterRow::changed, this, &FunctionHead::parametersChanged);
}

void FunctionHead::setActivation(const Choice& activation) {
  const Activation row = activationOf(activation);
  title_->setText(QString::fromStdString(row.title));
  formula_->setFormula(formulaOf(row));
  words_->setText(wordsAbout(row));
  // A function of one's own has its sliders in the card where it is typed.
  const bool isOwn = row.name == kOwnFunction;
  parameters_->setChoice(isOwn ? ChoiceInfo{} : static_cast<const ChoiceInfo&>(row), activation);
  arrange();
}

bool FunctionHead::event(QEvent* event) {
  // The menus become wider with what is chosen in them.
  if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest) arrange();
  return QWidget::event(event);
}

void FunctionHead::arrange() {
  showLabels();
  keepRoom();
  placeFormula();
}

/// The menus say what they choose where the longest name leaves them room.
void FunctionHead::showLabels() {
  int wide = 0;
  for (const Activation& row : activations()) {
    wide = std::max(wide, QFontMetrics(titleFont()).horizontalAdvance(QString::fromStdString(row.title)));
  }
  for (const ChipMenu* menu : menus_) wide += menu->isHidden() ? 0 : kBetween + menu->widthWithLabel();
  for (ChipMenu* menu : menus_) menu->setShowsLabel(wide + kBetween <= width());
}

int FunctionHead::besidesFormula(const QString& title) const {
  constexpr int kAir = 40;
  int taken = QFontMetrics(titleFont()).horizontalAdvance(title) + kAir;
  for (const ChipMenu* menu : menus_) taken += menu->isHidden() ? 0 : menu->sizeHint().width() + kBetween;
  return taken;
}

/// Beside the name where there is room for all of it, else below.
void FunctionHead::placeFormula() {
  const bool fits = besidesFormula(title_->text()) + formula_->sizeHint().width() < width();
  if (fits == (inLine_->indexOf(formula_) >= 0)) return;
  if (fits) {
    layout_->removeWidget(formula_);
    inLine_->insertWidget(1, formula_);
  } else {
    inLine_->removeWidget(formula_);
    layout_->insertWidget(1, formula_, 0, Qt::AlignLeft);
  }
  formula_->show();
}

/// Asks every function how much it needs in this width. One's own may be so long that it stands below its name.
void FunctionHead::keepRoom() {
  const std::vector<int> widths{width(), besidesFormula({})};
  if (widths == keptFor_) return;
  keptFor_ = widths;
  struct Need {
    int words;
    bool isBelow;
    bool hasParameters;
  };
  QLabel* probe = makeWords(nullptr);
  const std::unique_ptr<QLabel> owned(probe);
  probe->setText(wordsAbout(activationOf({kOwnFunction, {}, "x"})));
  std::vector<Need> needs{{probe->heightForWidth(width()), true, false}};
  int formulaHeight = 0;
  for (const Activation& row : activations()) {
    FormulaLabel formula;
    formula.setFormula(formulaOf(row));
    const QSize size = formula.sizeHint();
    formulaHeight = std::max(formulaHeight, size.height());
    probe->setText(wordsAbout(row));
    const bool fits = besidesFormula(QString::fromStdString(row.title)) + size.width() < width();
    needs.push_back({probe->heightForWidth(width()), !fits, !row.parameters.empty()});
  }
  int most = 0;
  for (const Need& need : needs) {
    const int below = need.isBelow ? formulaHeight + kBetweenLines : 0;
    const int parameters = need.hasParameters ? parameters_->height() + kBetweenLines : 0;
    most = std::max(most, below + need.words + parameters);
  }
  formula_->setFixedHeight(formulaHeight);
  line_->setFixedHeight(std::max(formulaHeight, inLine_->minimumSize().height()));
  setFixedHeight(line_->height() + kBetweenLines + most);
}

}  // namespace gradus::ui
