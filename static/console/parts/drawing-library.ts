import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { use as register } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

// The heaviest part of the console: only `drawing.ts` loads it, and only once the page around a chart can be read.
register([BarChart, LineChart, GridComponent, TooltipComponent, SVGRenderer]);

export { init } from 'echarts/core';
