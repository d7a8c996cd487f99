/* The editor's button for a word of the word list: choose the word, and the marked text is explained on the site. */
const React = window.React;

class TermSource extends window.draftail.ModalWorkflowSource {
  getChooserConfig() {
    return {
      url: this.props.entityType.chooserUrls.termChooser,
      urlParams: {},
      onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
      responses: { chosen: this.onChosen },
    };
  }

  filterEntityData(data) {
    return { id: data.id, title: data.string || data.title };
  }
}

function Term(props) {
  const data = props.contentState.getEntity(props.entityKey).getData();
  return React.createElement(window.draftail.TooltipEntity, {
    ...props,
    icon: React.createElement(window.wagtail.components.Icon, { name: 'openquote' }),
    label: data.title || '',
    url: data.id ? `/admin/snippets/cms/term/edit/${data.id}/` : null,
  }, props.children);
}

window.draftail.registerPlugin({ type: 'TERM', source: TermSource, decorator: Term }, 'entityTypes');
