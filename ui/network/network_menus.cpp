#include "ui/network/network_menus.h"

#include <QCoreApplication>

#include "core/experiment/presets.h"
#include "core/nn/layer_registry.h"
#include "ui/network/network_editor.h"
#include "ui/widgets/tool_tip.h"

namespace gradus::ui {
namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("gradus::ui::NetworkMenus", text);
}

}  // namespace

void addLayerKinds(QMenu& menu, NetworkEditor& editor, std::function<int()> gap) {
  for (const LayerInfo& info : layers()) {
    QAction* action = menu.addAction(QString::fromStdString(info.title));
    action->setObjectName(QStringLiteral("kind:%1").arg(QString::fromStdString(info.name)));
    action->setToolTip(wrappedTip(QString::fromStdString(info.summary)));
    QObject::connect(action, &QAction::triggered, &editor, [&editor, gap, &info] { editor.insert(gap(), info.name); });
  }
}

void addPresets(QMenu& menu, NetworkEditor& editor, const Dataset* data) {
  for (const Preset& preset : presets()) {
    const std::string reason = data == nullptr ? std::string() : whyUnsuitable(preset, data->task);
    QAction* action = menu.addAction(QString::fromStdString(preset.title));
    action->setObjectName(QStringLiteral("preset:%1").arg(QString::fromStdString(preset.name)));
    action->setToolTip(wrappedTip(QString::fromStdString(reason.empty() ? preset.summary : reason)));
    action->setEnabled(reason.empty());
    QObject::connect(action, &QAction::triggered, &editor, [&editor, &preset] { editor.apply(preset); });
  }
}

QAction* addEntry(QMenu& menu, const QString& text, const QString& keys, const QObject* context,
                  std::function<void()> action) {
  QAction* entry = menu.addAction(text);
  entry->setShortcut(QKeySequence(keys));
  entry->setShortcutVisibleInContextMenu(true);
  QObject::connect(entry, &QAction::triggered, context, std::move(action));
  return entry;
}

void addLayerActions(QMenu& menu, NetworkEditor& editor) {
  const int layer = editor.selection().current();
  const bool isHidden = editor.isHidden(layer);
  const auto entry = [&](const char* name, const QString& text, const char* keys, bool isEnabled, auto action) {
    QAction* made = addEntry(menu, text, QString::fromLatin1(keys), &editor, action);
    made->setObjectName(QString::fromLatin1(name));
    made->setEnabled(isEnabled);
  };
  entry("cut", tr("Cut"), "Ctrl+X", isHidden, [&editor] { editor.cutSelected(); });
  entry("copy", tr("Copy"), "Ctrl+C", isHidden, [&editor] { editor.copySelected(); });
  entry("paste", tr("Paste"), "Ctrl+V", editor.canPaste(), [&editor] { editor.paste(editor.gapBehind()); });
  entry("duplicate", tr("Duplicate"), "Ctrl+D", isHidden, [&editor] { editor.duplicateSelected(); });
  menu.addSeparator();
  const bool canMoveLeft = isHidden && editor.selection().layers().front() > 0;
  const bool canMoveRight = isHidden && editor.selection().layers().back() + 1 < editor.hiddenCount();
  entry("moveLeft", tr("Move left"), "Ctrl+Left", canMoveLeft, [&editor] { editor.moveSelectedBy(-1); });
  entry("moveRight", tr("Move right"), "Ctrl+Right", canMoveRight, [&editor] { editor.moveSelectedBy(1); });
  menu.addSeparator();
  entry("selectAll", tr("Select all layers"), "Ctrl+A", editor.hiddenCount() > 0, [&editor] { editor.selectAll(); });
  entry("remove", tr("Delete"), "Del", isHidden, [&editor] { editor.removeSelected(); });
}

}  // namespace gradus::ui
