#include "ui/shell/guarded_application.h"

#include <cstdio>
#include <exception>
#include <new>

#include "core/base/trace.h"
#include "core/data/terminal_text.h"

namespace gradus::ui {

bool GuardedApplication::notify(QObject* receiver, QEvent* event) {
  QString message;
  const TraceSpan span("ui", "event", isTraced() ? receiver->metaObject()->className() : std::string());
  try {
    return QApplication::notify(receiver, event);
  } catch (const std::bad_alloc&) {
    message = tr("There is not enough memory for this.");
  } catch (const std::exception& error) {
    message = QString::fromUtf8(error.what());
  } catch (...) {
    message = tr("Something went wrong that says nothing of itself.");
  }
  // Later, and in the application's thread: whoever shows it may stand in the middle of what has just failed.
  QMetaObject::invokeMethod(
      this, [this, message] { tell(message); }, Qt::QueuedConnection);
  return false;
}

void GuardedApplication::tell(const QString& message) {
  if (message != last_) std::fprintf(stderr, "gradus: %s\n", forTerminal(message.toStdString()).c_str());
  last_ = message;
  emit failed(message);
}

}  // namespace gradus::ui
