#include "ui/shell/document.h"

#include <utility>

namespace gradus::ui {

Document::Document(Experiment experiment, QObject* parent)
    : QObject(parent), experiment_(std::move(experiment)), opened_(experiment_) {}

void Document::change(const Experiment& next) {
  set(next);
}

void Document::open(const Experiment& experiment) {
  opened_ = experiment;
  set(experiment);
}

void Document::set(const Experiment& next) {
  if (next == experiment_) return;
  // Listeners may read the document, so that it has to be new before they hear of it.
  const Experiment before = std::exchange(experiment_, next);
  emit changed(experiment_, before);
}

}  // namespace gradus::ui
