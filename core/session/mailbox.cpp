#include "core/session/mailbox.h"

#include <QMetaObject>
#include <utility>

namespace gradus {

void Mailbox::post(Letter letter) {
  {
    const std::lock_guard lock(mutex_);
    letters_.push_back(std::move(letter));
  }
  QMetaObject::invokeMethod(this, "readOne", Qt::QueuedConnection);
}

void Mailbox::readOne() {
  std::unique_lock lock(mutex_);
  const Letter letter = std::move(letters_.front());
  letters_.pop_front();
  lock.unlock();
  letter();
}

}  // namespace gradus
