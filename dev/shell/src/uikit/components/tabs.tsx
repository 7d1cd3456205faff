import AtlaskitTabs, { Tab as AtlaskitTab, TabList as AtlaskitTabList, TabPanel as AtlaskitTabPanel } from '@atlaskit/tabs';
import { useState } from 'react';
import { Draw, type Drawing } from '../draw';
import { flagProp, handlerProp, numberProp, textProp } from '../props';

/** Atlaskit's tabs count their direct children, so lists and panels are laid out here and not one drawing deeper. */
export const Tabs: Drawing = ({ node }) => {
  const [own, setOwn] = useState(numberProp(node, 'defaultSelected') ?? 0);
  const tabs = node.children.find((child) => child.type === 'TabList')?.children ?? [];
  const panels = node.children.filter((child) => child.type === 'TabPanel');
  return (
    <AtlaskitTabs
      id={textProp(node, 'id') ?? node.key}
      selected={numberProp(node, 'selected') ?? own}
      shouldUnmountTabPanelOnChange={flagProp(node, 'shouldUnmountTabPanelOnChange')}
      onChange={(index) => {
        setOwn(index);
        handlerProp(node, 'onChange')?.(index);
      }}
    >
      <AtlaskitTabList>
        {tabs.map((tab) => (
          <AtlaskitTab key={tab.key}>
            <Draw nodes={tab.children} />
          </AtlaskitTab>
        ))}
      </AtlaskitTabList>
      {panels.map((panel) => (
        <AtlaskitTabPanel key={panel.key}>
          <div className="uikit-tab-panel">
            <Draw nodes={panel.children} />
          </div>
        </AtlaskitTabPanel>
      ))}
    </AtlaskitTabs>
  );
};
