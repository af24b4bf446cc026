// The application as the window has it: what nobody else has caught ends at the event in which it happened, and not
// the program with a person's work in it.
#pragma once

#include <QApplication>
#include <QString>

namespace gradus::ui {

class GuardedApplication : public QApplication {
  Q_OBJECT

 public:
  using QApplication::QApplication;

  bool notify(QObject* receiver, QEvent* event) override;

 signals:
  /// An event handler or a slot has thrown, in whatever thread; `message` says what.
  void failed(const QString& message);

 private:
  void tell(const QString& message);

  QString last_;  ///< said on the terminal: what fails at each painting must not fill it
};

}  // namespace gradus::ui
