import { ButtonGroup, LinkButton, Pressable, UiKitButton } from './components/buttons';
import { Range, Select } from './components/choices';
import {
  ErrorMessage,
  Form,
  FormFooter,
  FormHeader,
  FormSection,
  HelperMessage,
  Label,
  RequiredAsterisk,
  ValidMessage,
} from './components/forms';
import { InlineEdit } from './components/inline-edit';
import { Bleed, Box, Flex, Fragment, Inline, Stack, Unknown } from './components/layout';
import { Modal, ModalBody, ModalFooter, ModalHeader, ModalTitle, ModalTransition, Popup, Tooltip } from './components/overlay';
import { Badge, EmptyState, Lozenge, ProgressBar, SectionMessage, SectionMessageAction, Spinner, Tag, TagGroup } from './components/status';
import { DynamicTable } from './components/table';
import { Tabs } from './components/tabs';
import { Checkbox, CheckboxGroup, RadioGroup, Toggle } from './components/ticks';
import { TextArea, UiKitTextfield } from './components/typed-input';
import { Code, CodeBlock, Em, Heading, Icon, Image, Link, List, ListItem, Strike, Strong, Text, Words } from './components/words';
import type { Drawing } from './draw';

/** UI Kit type → how it is drawn. */
const TABLE: ReadonlyMap<string, Drawing> = new Map<string, Drawing>(
  Object.entries({
    Root: Fragment,
    ContentWrapper: Fragment,
    String: Words,
    Box,
    Inline,
    Stack,
    Flex,
    Bleed,
    Text,
    Heading,
    Strong,
    Em,
    Strike,
    Code,
    CodeBlock,
    Link,
    List,
    ListItem,
    Image,
    Icon,
    Button: UiKitButton,
    LoadingButton: UiKitButton,
    LinkButton,
    ButtonGroup,
    Pressable,
    Textfield: UiKitTextfield,
    TextArea,
    Checkbox,
    CheckboxGroup,
    RadioGroup,
    Toggle,
    Select,
    Range,
    Form,
    FormHeader,
    FormSection,
    FormFooter,
    Label,
    RequiredAsterisk,
    HelperMessage,
    ErrorMessage,
    ValidMessage,
    Lozenge,
    Badge,
    Tag,
    TagGroup,
    ProgressBar,
    Spinner,
    SectionMessage,
    SectionMessageAction,
    EmptyState,
    Modal,
    ModalTransition,
    ModalHeader,
    ModalTitle,
    ModalBody,
    ModalFooter,
    Tooltip,
    Popup,
    Tabs,
    TabList: Fragment,
    Tab: Fragment,
    TabPanel: Fragment,
    DynamicTable,
    InlineEdit,
  } satisfies Record<string, Drawing>),
);

/** A type that is not in the table is drawn as a box with its name, never as nothing. */
export const drawingOf = (type: string): Drawing => TABLE.get(type) ?? Unknown;
