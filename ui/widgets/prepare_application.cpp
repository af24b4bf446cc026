#include "ui/widgets/prepare_application.h"

#include "ui/theme/style.h"
#include "ui/widgets/tool_tip.h"

namespace gradus::ui {

void prepareApplication() {
  setBaseLook();
  wrapToolTips();
}

}  // namespace gradus::ui
