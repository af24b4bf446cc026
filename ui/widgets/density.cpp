#include "ui/widgets/density.h"

#include <QBoxLayout>
#include <QVariant>
#include <QWidget>

#include "ui/theme/paint.h"

namespace gradus::ui {
namespace {

constexpr const char* kDense = "dense";
constexpr int kDenseControlHeight = 26;
constexpr int kDenseRowSpacing = 3;  // with the control, a row of 29 pixels

}  // namespace

int controlHeight(const QWidget& control) {
  for (const QWidget* widget = &control; widget != nullptr; widget = widget->parentWidget()) {
    if (widget->property(kDense).toBool()) return kDenseControlHeight;
  }
  return kControlHeight;
}

void setDense(QWidget& panel, bool dense) {
  if (panel.property(kDense).toBool() == dense) return;
  panel.setProperty(kDense, dense);
  for (auto* layout : panel.findChildren<QVBoxLayout*>()) {
    const bool isOfRows = layout->spacing() == kRowSpacing || layout->spacing() == kDenseRowSpacing;
    if (isOfRows) layout->setSpacing(dense ? kDenseRowSpacing : kRowSpacing);
  }
  for (auto* widget : panel.findChildren<QWidget*>()) widget->updateGeometry();
}

}  // namespace gradus::ui
