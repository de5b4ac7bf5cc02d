"""Turn a trained network into the files that ship: ONNX, int8, tokenizer, settings.

python -m training.export --network training/out/network.pt --to attrib/data/tagger
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from attrib.find.tagger import LABELS, LINKS

from . import data
from .network import Network, load
from .train import tokenizer

NAME = "attrib-tagger-3"


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


def write_onnx(
    network: Network, target: Path, *, quantize: bool, keep_float: Sequence[str]
) -> None:
    """The graph for one window without padding: words in, labels and vectors out."""
    ids = torch.randint(1000, 2000, (1, 32))
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch, "plain.onnx")
        torch.onnx.export(
            network,
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
        if not quantize:
            target.write_bytes(plain.read_bytes())
            return
        nodes = [node.name for node in onnx.load(str(plain)).graph.node]
        quantize_dynamic(
            plain,
            target,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=[n for n in nodes if any(part in n for part in keep_float)],
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", type=Path, default=Path("training/out/network.pt"))
    parser.add_argument("--to", type=Path, default=Path("attrib/data/tagger"))
    parser.add_argument("--float", action="store_true", help="do not quantize")
    parser.add_argument(
        "--keep-float", nargs="*", default=[], help="parts of names of nodes left in float"
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/benchmark/data"))
    parser.add_argument("--weight", type=float, default=0.3, help="of the labels' order")
    args = parser.parse_args()
    network = load(args.network)
    args.to.mkdir(parents=True, exist_ok=True)
    target = args.to / "tagger.onnx"
    write_onnx(network, target, quantize=not args.float, keep_float=args.keep_float)
    pieces = tokenizer()
    pieces.save(str(args.to / "tokenizer.json"), pretty=False)
    biases = [
        [table.tolist() for table in (b.distance, b.paragraphs, b.between)]
        for b in network.biases()
    ]
    settings = {
        "name": NAME,
        "labels": LABELS,
        "links": LINKS,
        "biases": biases,
        # Until `training.calibrate` has fitted them.
        "certainty": {
            "bias": 0.0,
            "weights": [0.2] * 5,
            "alone": 0.5,
            "marked": 0.5,
            "labelled": 0.9,
        },
        "transitions": transitions(args.data, pieces, args.weight).round(4).tolist(),
    }
    (args.to / "tagger.json").write_text(json.dumps(settings), encoding="utf-8")
    print(f"{target}: {target.stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
