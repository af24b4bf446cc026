// Curves as files: the picture as it is on the screen, or the numbers behind it.
#pragma once

#include <QByteArray>
#include <QString>

namespace gradus::ui {

class CurvePlot;

/// Writes what `plot` shows to `path`, whose ending says how: .png (twice as fine as the screen), .svg, .pdf, or .csv
/// for the numbers. Throws Error that says which file and why.
void saveCurves(CurvePlot& plot, const QString& path);

/// One line for each position in epochs, in every detail that is held: the batches (where several had to be merged
/// their mean, lowest and highest), the epochs, and the earlier runs that are shown. The numbers are in the units of
/// Score; what was not measured there is empty.
QByteArray curveNumbers(const CurvePlot& plot);

}  // namespace gradus::ui
