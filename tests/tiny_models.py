"""Random models of a few thousand weights, saved as real ones are; letters are their tokens."""

import json
import warnings
from pathlib import Path

LIMIT = 16
LETTERS = "abcdefghijklmnopqrstuvwxyz:"
SMALL = {
    "hidden_size": 16,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 16,
}


def bert(folder: Path, letters: str = LETTERS, limit: int = LIMIT, labels: int = 0) -> Path:
    """A plain BERT checkpoint; a cross-encoder where ``labels`` is not 0."""
    import torch
    from transformers import (
        BertConfig,
        BertForSequenceClassification,
        BertModel,
        BertTokenizerFast,
    )

    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{c}" for c in letters)]
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    BertTokenizerFast(vocab=vocabulary, model_max_length=limit).save_pretrained(folder)
    torch.manual_seed(0)
    sizes = {**SMALL, "vocab_size": len(pieces), "max_position_embeddings": limit}
    if labels:
        # the weights of a fresh head are so small that all pairs would come out alike
        config = BertConfig(**sizes, num_labels=labels, initializer_range=0.5)
        BertForSequenceClassification(config).save_pretrained(folder)
    else:
        BertModel(BertConfig(**sizes, initializer_range=0.5)).save_pretrained(folder)
    return folder


def roberta(folder: Path) -> Path:
    """A plain XLM-RoBERTa checkpoint of 18 positions, of which the first two hold no token."""
    import torch
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast, XLMRobertaConfig, XLMRobertaModel

    pieces = ["<s>", "<pad>", "</s>", "<unk>", *LETTERS, " "]
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    tokeniser = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    tokeniser.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    tokeniser.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    special = {"bos": "<s>", "cls": "<s>", "eos": "</s>", "sep": "</s>", "pad": "<pad>"}
    PreTrainedTokenizerFast(
        tokenizer_object=tokeniser, **{f"{name}_token": word for name, word in special.items()}
    ).save_pretrained(folder)
    torch.manual_seed(1)
    config = XLMRobertaConfig(
        **SMALL,
        vocab_size=len(pieces),
        max_position_embeddings=LIMIT + 2,
        pad_token_id=1,
        initializer_range=0.5,
        type_vocab_size=1,
    )
    XLMRobertaModel(config).save_pretrained(folder)
    return folder


def sentence_model(
    checkpoint: Path, folder: Path, pooling: str = "mean", dense: bool = False
) -> Path:
    """``checkpoint`` with what comes after it, as sentence-transformers saves it."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Dense, Normalize
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    torch.manual_seed(2)
    after = [Dense(16, 8, activation_function=torch.nn.Tanh()), Normalize()] if dense else []
    modules = [Transformer(str(checkpoint)), Pooling(16, pooling_mode=pooling), *after]
    SentenceTransformer(modules=modules, device="cpu").save_pretrained(str(folder))
    return folder


def export(folder: Path) -> Path:
    """Write ``onnx/model.onnx`` of the transformer in ``folder`` beside it; the path of the file."""
    import torch
    from transformers import AutoConfig, AutoModel, AutoModelForSequenceClassification

    is_pair = "Classification" in AutoConfig.from_pretrained(folder).architectures[0]
    kind = AutoModelForSequenceClassification if is_pair else AutoModel
    model = kind.from_pretrained(folder, attn_implementation="eager").eval()
    names = ["input_ids", "attention_mask"]
    if model.config.model_type == "bert":
        names.append("token_type_ids")

    class States(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *arrays: torch.Tensor) -> torch.Tensor:
            found = self.model(**dict(zip(names, arrays, strict=True)))
            return found.logits if is_pair else found.last_hidden_state

    ones = torch.ones((2, 5), dtype=torch.int64)
    file = folder / "onnx" / "model.onnx"
    file.parent.mkdir()
    output = "logits" if is_pair else "last_hidden_state"
    axes = {name: {0: "texts", 1: "tokens"} for name in [*names, output]}
    axes["logits"] = {0: "texts"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter that needs no further library is an old one
        torch.onnx.export(
            States(),
            tuple(ones.clone() for _ in names),
            str(file),
            input_names=names,
            output_names=[output],
            dynamic_axes={name: axes[name] for name in [*names, output]},
            dynamo=False,
        )
    return file


def set_in(file: Path, **fields: object) -> None:
    """Change fields of a JSON object in a file; None takes one out."""
    found = json.loads(file.read_text(encoding="utf-8"))
    found = {k: v for k, v in {**found, **fields}.items() if v is not None}
    file.write_text(json.dumps(found), encoding="utf-8")
