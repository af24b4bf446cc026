#include "ui/theme/style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QMenu>
#include <QProxyStyle>
#include <QToolTip>
#include <QWidget>

#include "ui/theme/icons.h"
#include "ui/theme/motion.h"
#include "ui/theme/paint.h"

namespace gradus::ui {
namespace {

QString css(const QColor& color) {
  return QStringLiteral("rgba(%1, %2, %3, %4)")
      .arg(color.red())
      .arg(color.green())
      .arg(color.blue())
      .arg(color.alpha());
}

// Placeholders are replaced by colours: @text, @card and so on.
constexpr auto kSheet =
    uR"(
QToolTip { background: @control; color: @text; border: 1px solid @border; border-radius: 6px; padding: 3px 5px;
  font-size: 12px; }
QMenu { background: @card; border: 1px solid @border; border-radius: 8px; padding: 5px; color: @text; }
QMenu::item { padding: 6px 26px 6px 12px; border-radius: 5px; }
QMenu::item:selected { background: @hover; }
QMenu::item:disabled { color: @muted; }
QMenu::item:checked { color: @accent; font-weight: 600; }
QMenu::indicator { width: 0px; }
QMenu::separator { height: 1px; background: @border; margin: 5px 8px; }
QComboBox { combobox-popup: 0; }
QLineEdit[bare="true"] { background: transparent; border: none; padding: 0px; color: @text;
  selection-background-color: @accent; selection-color: @onAccent; }
QScrollBar:vertical { background: transparent; width: @barWidth; margin: 2px 2px; }
QScrollBar:horizontal { background: transparent; height: 9px; margin: 1px 2px; }
QScrollBar::handle { background: @handle; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QHeaderView { background: transparent; }
QHeaderView::section { background: transparent; border: none; color: @muted; padding: 4px 10px; font-size: 12px; }
QSplitter::handle { background: @border; }
)";

/// `family`, or the system's own font of that kind where it is not installed.
QFont fontOf(const QString& family, QFontDatabase::SystemFont kind) {
  QFont font = QFontDatabase::systemFont(kind);
  if (QFontDatabase::hasFamily(family)) font.setFamily(family);
  font.setHintingPreference(QFont::PreferNoHinting);
  return font;
}

/// Fusion, with the window's round corners on every menu and tool tip, those that Qt itself makes too.
class BaseStyle : public QProxyStyle {
 public:
  BaseStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

  int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                QStyleHintReturn* more) const override {
    if (hint == SH_Widget_Animation_Duration && isMotionReduced()) return 0;
    return QProxyStyle::styleHint(hint, option, widget, more);
  }

  using QProxyStyle::polish;
  void polish(QWidget* widget) override {
    QProxyStyle::polish(widget);
    const bool isMenu = qobject_cast<QMenu*>(widget) != nullptr;
    const bool isTip = widget->inherits("QTipLabel");
    if ((!isMenu && !isTip) || widget->property(kIsRound).toBool()) return;
    widget->setProperty(kIsRound, true);  // each change of style polishes anew
    keepCornersRound(*widget, isMenu ? 8 : 6);
  }

 private:
  static constexpr auto kIsRound = "gradusIsRound";
};

}  // namespace

void setBaseLook() {
  // Without this a widget below a style sheet inherits neither palette nor font.
  QCoreApplication::setAttribute(Qt::AA_UseStyleSheetPropagationInWidgetStyles);
  QApplication::setStyle(new BaseStyle);
  QApplication::setFont(textFont());
  QToolTip::setFont(textFont(12));
  QApplication::setWindowIcon(applicationIcon());
}

void dress(QWidget& window, const Theme& theme) {
  const QPalette palette = paletteFor(theme);
  QApplication::setPalette(palette);
  window.setPalette(palette);
  window.setStyleSheet(styleSheetFor(theme));
}

QFont textFont(int pixelSize, QFont::Weight weight) {
  static const QFont kFont = fontOf(QStringLiteral("Inter"), QFontDatabase::GeneralFont);
  QFont font = kFont;
  font.setPixelSize(pixelSize);
  font.setWeight(weight);
  return font;
}

QFont codeFont(int pixelSize) {
  static const QFont kFont = fontOf(QStringLiteral("JetBrains Mono"), QFontDatabase::FixedFont);
  QFont font = kFont;
  font.setPixelSize(pixelSize);
  return font;
}

QPalette paletteFor(const Theme& theme) {
  QPalette palette;
  palette.setColor(role::kPanel, theme.panel);
  palette.setColor(role::kCanvas, theme.canvas);
  palette.setColor(role::kCard, theme.card);
  palette.setColor(role::kBorder, theme.border);
  palette.setColor(role::kControl, theme.control);
  palette.setColor(role::kHover, theme.hover);
  palette.setColor(role::kText, theme.text);
  palette.setColor(role::kMuted, theme.muted);
  palette.setColor(role::kAccent, theme.accent);
  palette.setColor(role::kOnAccent, theme.onAccent);
  palette.setColor(role::kBad, theme.bad);

  palette.setColor(QPalette::Base, theme.control);
  palette.setColor(QPalette::Text, theme.text);
  palette.setColor(QPalette::ButtonText, theme.text);
  palette.setColor(QPalette::Light, theme.hover);
  palette.setColor(QPalette::Shadow, theme.border);
  palette.setColor(QPalette::Link, theme.accent);
  palette.setColor(QPalette::LinkVisited, theme.accent);
  palette.setColor(QPalette::ToolTipBase, theme.control);
  palette.setColor(QPalette::ToolTipText, theme.text);

  const QColor faded = mix(theme.muted, theme.panel, 0.4);
  for (const auto textRole : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
    palette.setColor(QPalette::Disabled, textRole, faded);
  }
  palette.setColor(QPalette::Disabled, role::kAccent, theme.control);
  palette.setColor(QPalette::Disabled, role::kOnAccent, faded);
  return palette;
}

QString styleSheetFor(const Theme& theme) {
  QString sheet = QString::fromUtf16(kSheet);
  const std::pair<const char16_t*, QColor> colors[] = {
      {u"@text", theme.text},     {u"@card", theme.card},         {u"@control", theme.control},
      {u"@hover", theme.hover},   {u"@muted", theme.muted},       {u"@border", theme.border},
      {u"@accent", theme.accent}, {u"@onAccent", theme.onAccent}, {u"@handle", mix(theme.border, theme.muted, 0.12)},
  };
  sheet.replace(QStringLiteral("@barWidth"), QStringLiteral("%1px").arg(kScrollBarWidth));
  for (const auto& [name, color] : colors) sheet.replace(QString::fromUtf16(name), css(color));
  return sheet;
}

}  // namespace gradus::ui
