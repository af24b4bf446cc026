// A rounded chip that names a choice and opens a menu of the others, for places where a form's field would be too loud.
#pragma once

#include <QAbstractButton>
#include <vector>

class QMenu;

namespace gradus::ui {

class ChipMenu : public QAbstractButton {
  Q_OBJECT

 public:
  /// `label` stands muted before the choice, such as "sort:"; it may be empty.
  explicit ChipMenu(const QString& label = {}, QWidget* parent = nullptr);

  /// Another row of the menu. The first one is chosen until another is.
  void addChoice(const QString& name, const QString& title, const QString& explanation);

  /// Takes all rows away.
  void clearChoices();

  int count() const { return static_cast<int>(choices_.size()); }

  QString currentName() const;

  /// Shows the choice of that name, without a signal. An unknown name changes nothing.
  void setCurrentName(const QString& name);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 signals:
  void chosen(const QString& name);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  struct Choice {
    QString name;
    QString title;
    QString explanation;
  };

  void openMenu();
  QString title() const;

  QString label_;
  std::vector<Choice> choices_;
  std::size_t current_ = 0;
  QMenu* menu_;
};

}  // namespace gradus::ui
