// What every program with widgets of ours does once, before its first window.
#pragma once

namespace gradus::ui {

/// The base look, and tool tips that can be read.
void prepareApplication();

}  // namespace gradus::ui
