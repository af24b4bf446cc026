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

  /// What a person does in the menu.
  void choose(const QString& name);

  /// Whether a person looks at the menu; its choices should then stay.
  bool isOpen() const;

  /// Shows the choice of that name, without a signal. An unknown name changes nothing.
  void setCurrentName(const QString& name);

  /// From none to `most` of them are chosen at a time; the menu stays open while they are switched. `none` is shown
  /// where nothing is chosen.
  void setSeveral(int most, const QString& none);

  /// Those that are chosen, in the order of the menu; and to show others, without a signal.
  QStringList currentNames() const;
  void setCurrentNames(const QStringList& names);

  /// Where there is little room the choice may stand alone.
  void setShowsLabel(bool shows);

  /// How wide it is, or would be with its label.
  QSize sizeHint() const override { return {isLabelShown_ ? widthWithLabel() : widthOfChoice(), kHeight}; }
  int widthWithLabel() const;
  QSize minimumSizeHint() const override { return sizeHint(); }

 signals:
  void chosen(const QString& name);
  void severalChosen(const QStringList& names);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  struct Choice {
    QString name;
    QString title;
    QString explanation;
    bool isOne = false;  ///< of several that are chosen
  };

  static constexpr int kHeight = 26;

  int widthOfChoice() const;
  void openMenu();
  void showTicks();
  void toggle(std::size_t index);
  QString title() const;

  QString label_;
  bool isLabelShown_ = true;
  std::vector<Choice> choices_;
  std::size_t current_ = 0;
  int most_ = 0;  ///< above 0: several at a time
  QString none_;
  QMenu* menu_;
};

}  // namespace gradus::ui
