// How close the rows of a form stand: a little closer where the window is not high.
#pragma once

class QWidget;

namespace gradus::ui {

constexpr int kRowSpacing = 7;  ///< between the rows of a form

/// How high a control is: lower in a dense panel.
int controlHeight(const QWidget& control);

/// Makes the forms in `panel` dense, or as they usually are; what is put into it later follows.
void setDense(QWidget& panel, bool dense);

}  // namespace gradus::ui
