#include "ui/network/header_row.h"

#include <algorithm>

#include "ui/network/network_editor.h"
#include "ui/network/problem_note.h"
#include "ui/network/round_button.h"

namespace gradus::ui {
namespace {

constexpr int kNarrowestHeader = 8;
constexpr int kWidestHeader = 260;
constexpr int kRoomForInsert = 13;  // at each side of a name: half a button, and a little air
constexpr int kRoomForSign = 6;
constexpr int kInsertTop = HeaderRow::kTop - 1;
constexpr int kNoteWidth = 230;

template <typename Widget>
void deleteFrom(std::vector<Widget*>& widgets, std::size_t count) {
  for (std::size_t i = count; i < widgets.size(); ++i) {
    widgets[i]->disconnect();  // a field that loses the focus would still ask for its units
    widgets[i]->hide();
    widgets[i]->deleteLater();  // one of them may be in the middle of its own signal
  }
  widgets.resize(std::min(count, widgets.size()));
}

Select selectionBy(Qt::KeyboardModifiers modifiers) {
  if (modifiers.testFlag(Qt::ShiftModifier)) return Select::Through;
  return modifiers.testFlag(Qt::ControlModifier) ? Select::Toggle : Select::Only;
}

}  // namespace

HeaderRow::HeaderRow(NetworkEditor& editor, QWidget& canvas)
    : QObject(&canvas), editor_(editor), canvas_(canvas), theme_(Theme::dark()) {}

void HeaderRow::setTheme(const Theme& theme) {
  theme_ = theme;
  for (LayerHeader* header : headers_) header->setTheme(theme);
  for (RoundButton* button : insertButtons_) button->setTheme(theme);
  for (ProblemNote* note : notes_) note->setTheme(theme);
}

LayerHeader* HeaderRow::makeHeader(int column) {
  auto* header = new LayerHeader(&canvas_);
  header->setObjectName(QStringLiteral("header%1").arg(column));
  header->setTheme(theme_);
  const int layer = column - 1;
  connect(header, &LayerHeader::pressed, this, [this, layer](Qt::KeyboardModifiers modifiers) {
    emit keyboardReturned();
    const Select how = selectionBy(modifiers);
    // A press on one of several may begin to drag them all.
    const bool isAmongOthers = how == Select::Only && editor_.selection().contains(layer);
    if (!isAmongOthers) editor_.select(layer, how);
  });
  connect(header, &LayerHeader::clicked, this, [this, layer](Qt::KeyboardModifiers modifiers) {
    if (selectionBy(modifiers) == Select::Only) editor_.select(layer);
  });
  connect(header, &LayerHeader::dragged, this, &HeaderRow::dragged);
  connect(header, &LayerHeader::dropped, this, &HeaderRow::dropped);
  connect(header, &LayerHeader::settingsRequested, this, [this, layer] { emit settingsRequested(layer); });
  connect(header, &LayerHeader::pointed, this, [this, column](bool at) { emit pointed(at ? column : -1); });
  connect(header, &LayerHeader::unitsRequested, this, [this, layer](int units) { editor_.setUnits(layer, units); });
  connect(header, &LayerHeader::unitsStepped, this, [this, layer](int by) { editor_.stepUnits(layer, by); });
  connect(header, &LayerHeader::activationRequested, this,
          [this, layer](const std::string& name) { editor_.setActivation(layer, name); });
  connect(header, &LayerHeader::editingEnded, this, &HeaderRow::keyboardReturned);
  header->show();
  return header;
}

RoundButton* HeaderRow::makeInsertButton(int gap) {
  auto* button = new RoundButton(RoundButton::Sign::Plus, tr("Insert a layer at position %1").arg(gap + 1),
                                 tr("Insert a layer here."), &canvas_);
  button->setObjectName(QStringLiteral("insert%1").arg(gap));
  button->setTheme(theme_);
  connect(button, &QAbstractButton::clicked, this, [this, gap] { emit insertRequested(gap); });
  button->show();
  return button;
}

void HeaderRow::setContents(const std::vector<HeaderContent>& contents) {
  deleteFrom(headers_, contents.size());
  deleteFrom(insertButtons_, contents.size() - 1);
  std::size_t problems = 0;
  for (std::size_t i = 0; i < contents.size(); ++i) {
    const int column = static_cast<int>(i);
    if (i == headers_.size()) headers_.push_back(makeHeader(column));
    headers_[i]->setContent(contents[i]);
    if (i > 0 && i > insertButtons_.size()) insertButtons_.push_back(makeInsertButton(column - 1));
    if (contents[i].problem.isEmpty()) continue;
    if (problems == notes_.size()) {
      notes_.push_back(new ProblemNote(&canvas_));
      notes_.back()->setObjectName(QStringLiteral("problem%1").arg(problems));
      notes_.back()->setTheme(theme_);
      notes_.back()->show();
    }
    notes_[problems++]->setText(contents[i].problem);
  }
  deleteFrom(notes_, problems);
  orderTabs();
  for (RoundButton* button : insertButtons_) button->raise();
  for (ProblemNote* note : notes_) note->raise();
}

/// From the canvas through the headers and the places between them, as the eye goes; what was made later would
/// otherwise come last of all in the window.
void HeaderRow::orderTabs() {
  QWidget* last = &canvas_;
  const auto goTo = [&last](QWidget* next) {
    QWidget::setTabOrder(last, next);
    last = next;
  };
  for (std::size_t i = 0; i < headers_.size(); ++i) {
    for (QWidget* control : headers_[i]->controls()) goTo(control);
    if (i < insertButtons_.size()) goTo(insertButtons_[i]);
  }
}

void HeaderRow::place(const NetworkLayout& layout, const CanvasView& view) {
  const auto viewX = [&view](double x) { return view.map(QPointF(x, 0)).x(); };
  for (int i = 0; i < layout.count(); ++i) {
    const double axis = viewX(layout.at(i).axis);
    const double left = i == 0 ? std::min(0.0, axis) : viewX(layout.gapCentre(i - 1));
    const double right = i + 1 == layout.count() ? std::max<double>(canvas_.width(), axis) : viewX(layout.gapCentre(i));
    const int wide =
        std::clamp(static_cast<int>(2 * std::min(axis - left, right - axis)), kNarrowestHeader, kWidestHeader);
    at(i)->setGeometry(static_cast<int>(axis) - wide / 2, kTop, wide, LayerHeader::kHeight);
  }
  for (std::size_t gap = 0; gap < insertButtons_.size(); ++gap) {
    RoundButton* button = insertButtons_[gap];
    const auto hasRoom = [&](LayerHeader::Line line, int room) {
      return headers_[gap]->hasRoomBeside(line, room) && headers_[gap + 1]->hasRoomBeside(line, room);
    };
    // Between narrow columns it would cut through the names of the layers: its sign stands between their sizes.
    using Rest = RoundButton::Rest;
    using Line = LayerHeader::Line;
    const Rest rest = hasRoom(Line::Name, kRoomForInsert)  ? Rest::Whole
                      : hasRoom(Line::Sizes, kRoomForSign) ? Rest::Sign
                                                           : Rest::Nothing;
    button->setRest(rest);
    button->move(static_cast<int>(viewX(layout.gapCentre(static_cast<int>(gap)))) - button->width() / 2,
                 kInsertTop + LayerHeader::topOf(rest == Rest::Sign ? Line::Sizes : Line::Name));
  }
  placeNotes(layout);
}

void HeaderRow::placeNotes(const NetworkLayout& layout) {
  std::size_t next = 0;
  QRect last;
  for (int i = 0; i < layout.count() && next < notes_.size(); ++i) {
    if (at(i)->content().problem.isEmpty()) continue;
    ProblemNote* note = notes_[next++];
    const int width = std::min(kNoteWidth, canvas_.width() - 16);
    const int left =
        std::clamp(at(i)->geometry().center().x() - width / 2, 8, std::max(8, canvas_.width() - width - 8));
    const QRect place(left, kTop + LayerHeader::kHeight + 4, width, note->heightFor(width));
    note->setGeometry(place);
    // Of two that would lie on each other the first is enough; the other header keeps its mark and its tool tip.
    const bool isFree = !place.intersects(last);
    note->setVisible(isFree);
    if (isFree) last = place;
  }
}

void HeaderRow::showSelection(const LayerSelection& selection) {
  for (int column = 0; column < count(); ++column)
    at(column)->setSelected(column > 0 && selection.current() == column - 1);
}

void HeaderRow::cancelDrag() {
  for (LayerHeader* header : headers_) header->cancelDrag();
}

QString HeaderRow::description() const {
  QStringList names;
  for (const LayerHeader* header : headers_) names << header->accessibleName();
  return names.join(QStringLiteral(", "));
}

}  // namespace gradus::ui
