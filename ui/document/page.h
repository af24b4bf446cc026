// A page of the window, as the rail lists it. A new page derives from this and is registered with one line in
// MainWindow.
#pragma once

#include <QString>
#include <QStringList>
#include <QWidget>

#include "core/session/snapshot.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

class Page : public QWidget {
  Q_OBJECT

 public:
  /// How the rail shows it: a word, an icon of resources/icons, and one sentence.
  struct Title {
    QString name;
    QString icon;
    QString explanation;
  };

  Page(Title title, QWidget* parent) : QWidget(parent), title_(std::move(title)) {}

  const Title& title() const { return title_; }

  virtual void setTheme(const Theme& theme) = 0;

  /// What the status bar says while this page is seen, item by item; nothing leaves it to the training's numbers.
  virtual QStringList status() const { return {}; }

  /// Whether every view that is seen speaks of the moment of `now`, the newest snapshot, and nothing is on its way. A
  /// picture of the page waits for it. It becomes so with a snapshot, an answer of the session or statusChanged().
  virtual bool isServed(const Snapshot& now) const = 0;

  /// Keeps in QSettings how the page is laid out; the next one is to be laid out like it.
  virtual void saveLayout() const {}

 signals:
  /// status() says something else now.
  void statusChanged();

  /// Something could not be done; the window shows it in its banner.
  void failed(const QString& title, const QString& message);

 private:
  Title title_;
};

}  // namespace gradus::ui
