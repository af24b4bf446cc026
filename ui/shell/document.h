// The document of the window: one experiment, and the one door through which every change to it goes. Pages read it,
// propose changes and listen; none of them keeps a copy.
#pragma once

#include <QObject>

#include "core/experiment/experiment.h"

namespace gradus::ui {

class Document : public QObject {
  Q_OBJECT

 public:
  explicit Document(Experiment experiment, QObject* parent = nullptr);

  const Experiment& experiment() const { return experiment_; }

  /// Whether it differs from what was opened.
  bool isModified() const { return experiment_ != opened_; }

  /// A person changed something. Equal experiments change nothing.
  void change(const Experiment& next);

  /// Another document takes the place of this one.
  void open(const Experiment& experiment);

 signals:
  void changed(const gradus::Experiment& now, const gradus::Experiment& before);

 private:
  void set(const Experiment& next);

  Experiment experiment_;
  Experiment opened_;
};

}  // namespace gradus::ui
