// What the program remembers from one start to the next. Anybody can write into that file, and a disk can spoil it:
// what is there is bounded as all that comes from outside, and what is no use is forgotten, for a broken memory must
// not keep the window from opening. Values are written by QSettings itself.
#pragma once

#include <QByteArray>
#include <QString>

namespace gradus::ui {

/// Text of at most kMostJsonTextBytes bytes.
QString rememberedText(const QString& key, const QString& usual = {});

/// As much of what Qt itself has written, such as the place of a window.
QByteArray rememberedBytes(const QString& key);

/// A number from `least` to `most`.
double rememberedNumber(const QString& key, double usual, double least, double most);
int rememberedWhole(const QString& key, int usual, int least, int most);

/// Off, unless it was on.
bool rememberedSwitch(const QString& key);

}  // namespace gradus::ui
