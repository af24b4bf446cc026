// QCustomPlot's header uses Qt's `foreach`, which this project switches off; here, and only while that header is
// read, it is a plain range-based loop.
#pragma once

// A declaration cannot stand in parentheses. NOLINTNEXTLINE(bugprone-macro-parentheses)
#define foreach(variable, container) for (variable : container)
#include <qcustomplot.h>
#undef foreach
