// Tool tips that are read at a glance: lines of a bearable length instead of one across the whole screen.
#pragma once

#include <QString>

class QHelpEvent;
class QWidget;

namespace gradus::ui {

/// `text` with line breaks between its words, so that no line is much wider than a card.
QString wrappedTip(const QString& text);

/// Answers a QEvent::ToolTip of `widget`: shows `text` at the pointer, wrapped; where it is empty, none is shown.
void showTip(const QHelpEvent& event, const QString& text, QWidget& widget);

/// The tool tip of `widget` stands below it, wherever the pointer is.
void keepTipBelow(QWidget& widget);

/// Wraps the tool tips of all widgets as they are shown, and lets labels show HTML only where they ask for it
/// (Qt::RichText). Once, before the first window.
void wrapToolTips();

}  // namespace gradus::ui
