// Each icon from its own file: the package's index has thousands, and tests would load them all.

export { default as IconTune } from '@tabler/icons-react/dist/esm/icons/IconAdjustments.mjs';
export { default as IconAlert } from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
export { default as IconRestore } from '@tabler/icons-react/dist/esm/icons/IconArrowBackUp.mjs';
export { default as IconUp } from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
export { default as IconTenant } from '@tabler/icons-react/dist/esm/icons/IconBuilding.mjs';
export { default as IconCheck } from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
export { default as IconChevronDown } from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
export { default as IconChevronRight } from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs';
export { default as IconAudit } from '@tabler/icons-react/dist/esm/icons/IconClipboardList.mjs';
export { default as IconCopy } from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs';
export { default as IconSystemTheme } from '@tabler/icons-react/dist/esm/icons/IconDeviceDesktop.mjs';
export { default as IconSession } from '@tabler/icons-react/dist/esm/icons/IconDevices.mjs';
export { default as IconMore } from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
export { default as IconDownload } from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
export { default as IconImport } from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs';
export { default as IconPlayground } from '@tabler/icons-react/dist/esm/icons/IconFlask.mjs';
export { default as IconHistory } from '@tabler/icons-react/dist/esm/icons/IconHistory.mjs';
export { default as IconInfo } from '@tabler/icons-react/dist/esm/icons/IconInfoCircle.mjs';
export {
  default as IconKey,
  default as IconSecret,
} from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
export { default as IconLanguage } from '@tabler/icons-react/dist/esm/icons/IconLanguage.mjs';
export { default as IconCollapse } from '@tabler/icons-react/dist/esm/icons/IconLayoutSidebarLeftCollapse.mjs';
export { default as IconExpand } from '@tabler/icons-react/dist/esm/icons/IconLayoutSidebarLeftExpand.mjs';
export { default as IconSignOut } from '@tabler/icons-react/dist/esm/icons/IconLogout.mjs';
export { default as IconMenu } from '@tabler/icons-react/dist/esm/icons/IconMenu2.mjs';
export { default as IconChat } from '@tabler/icons-react/dist/esm/icons/IconMessages.mjs';
export { default as IconDark } from '@tabler/icons-react/dist/esm/icons/IconMoon.mjs';
export { default as IconEdit } from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
export { default as IconSend } from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
export { default as IconStop } from '@tabler/icons-react/dist/esm/icons/IconPlayerStop.mjs';
export { default as IconUpstream } from '@tabler/icons-react/dist/esm/icons/IconPlugConnected.mjs';
export { default as IconOffline } from '@tabler/icons-react/dist/esm/icons/IconPlugConnectedX.mjs';
export { default as IconPlus } from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
export { default as IconRetry } from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
export { default as IconStart } from '@tabler/icons-react/dist/esm/icons/IconRocket.mjs';
export { default as IconSearch } from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
export { default as IconServer } from '@tabler/icons-react/dist/esm/icons/IconServer2.mjs';
export { default as IconSettings } from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs';
export { default as IconProvider } from '@tabler/icons-react/dist/esm/icons/IconSparkles.mjs';
export { default as IconLight } from '@tabler/icons-react/dist/esm/icons/IconSun.mjs';
export { default as IconTool } from '@tabler/icons-react/dist/esm/icons/IconTool.mjs';
export { default as IconFleet } from '@tabler/icons-react/dist/esm/icons/IconTopologyStar3.mjs';
export { default as IconTrash } from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
export { default as IconUpload } from '@tabler/icons-react/dist/esm/icons/IconUpload.mjs';
export { default as IconUser } from '@tabler/icons-react/dist/esm/icons/IconUserCircle.mjs';
export { default as IconProfile } from '@tabler/icons-react/dist/esm/icons/IconUserCog.mjs';
export { default as IconUserPlus } from '@tabler/icons-react/dist/esm/icons/IconUserPlus.mjs';
export { default as IconUsers } from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs';
export { default as IconClose } from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
