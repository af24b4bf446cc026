// The words that all parts of the sample column share: what a sample is, which part it belongs to, and how they look.
#pragma once

#include <QString>
#include <cstdint>

#include "core/data/prepared_data.h"

class QLabel;
class QWidget;

namespace gradus::ui {

/// The class or target of a row, as the data set has it.
QString truthOf(const Dataset& dataset, std::int64_t row);

/// Where a sample belongs; a person may have excluded it from the training part.
enum class SamplePart { Train, Valid, Test, Excluded };
SamplePart partOf(const PreparedData& prepared, std::int64_t row);

/// Such as "Training", before "sample".
QString nameOf(SamplePart part);

QLabel* makeSectionTitle(const QString& text, QWidget* parent);

/// A label for sentences, quiet and as many lines as they need.
QLabel* makeMutedText(QWidget* parent);

}  // namespace gradus::ui
