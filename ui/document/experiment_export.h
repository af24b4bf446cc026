// Writes the document for other programs: as text, or as a file that a person names.
#pragma once

#include <QObject>
#include <string>

#include "core/data/prepared_data.h"

class QWidget;

namespace gradus {
struct Experiment;
struct Exporter;
}  // namespace gradus

namespace gradus::ui {

class Document;

class ExperimentExport : public QObject {
  Q_OBJECT

 public:
  explicit ExperimentExport(Document& document, QObject* parent = nullptr);

  /// The data that the session made of the document's data spec. Until they have come there is nothing to write.
  void setData(const PreparedDataPtr& prepared);
  bool isReady() const { return data_ != nullptr; }

  /// The document as `exporter` writes it. Throws Error, also while it is not ready.
  std::string write(const Exporter& exporter) const;

  /// The document's name as that of a file.
  QString fileName(const Exporter& exporter) const;

  /// Asks for a file, without blocking the window, and writes the document as it is now.
  void saveAs(const Exporter& exporter, QWidget* window);

 signals:
  void saved(const QString& path);
  void failed(const QString& message);

 private:
  void save(const std::string& content, const QString& path);

  Document& document_;
  PreparedDataPtr data_;  ///< null while it belongs to another data spec
};

}  // namespace gradus::ui
