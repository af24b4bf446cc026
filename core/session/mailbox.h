// What other threads have to say to the thread of an object, in order: each letter is read in an event of its own. The
// letters go through a mutex of ours and not through Qt's queue, so that ThreadSanitizer sees how they change hands.
#pragma once

#include <QObject>
#include <deque>
#include <functional>
#include <mutex>

namespace gradus {

/// Letters are read in the thread that this object lives in; those that nobody has read end with it.
class Mailbox : public QObject {
  Q_OBJECT

 public:
  using Letter = std::function<void()>;

  /// From any thread, while the mailbox lives.
  void post(Letter letter);

 private:
  Q_INVOKABLE void readOne();

  std::mutex mutex_;  // guards letters_
  std::deque<Letter> letters_;
};

}  // namespace gradus
