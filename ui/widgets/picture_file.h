// Pictures as files, written by the one writer of whole files.
#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>

namespace gradus::ui {

/// The picture as a PNG file holds it.
QByteArray pngOf(const QImage& image);

/// Writes what a person keeps, whole or not at all. Throws Error that names the file and says why.
void saveBytes(const QString& path, const QByteArray& bytes);

}  // namespace gradus::ui
