"""The yardstick of `benchmarks/speed.py`: int8 MiniLM-L6 as it comes, its weights left out.

    python -m training.untouched --to benchmarks/minilm-l6-int8.onnx

Exported by torch and quantized by onnxruntime with their defaults. What a matrix product
costs does not depend on what is in it, so each weight becomes a constant of its shape,
which onnxruntime unfolds on loading: 40 kilobytes in place of 22 megabytes. `--whole`
keeps the weights, to compare.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import AutoModel

from .train import HOME

SMALL = 64


class Encoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            HOME, add_pooling_layer=False, attn_implementation="eager"
        ).eval()

    def forward(self, input_ids, attention_mask, token_type_ids):
        return self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state


def without_weights(model: onnx.ModelProto) -> None:
    """Replace every initializer of some size by a ConstantOfShape node."""
    graph, kept, made = model.graph, [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.size < SMALL:
            kept.append(tensor)
            continue
        shape = f"{tensor.name}.shape"
        kept.append(helper.make_tensor(shape, onnx.TensorProto.INT64, [values.ndim], values.shape))
        # The middle of the values: not zero, which a processor could be quick with.
        middle = values.reshape(-1)[:1] * 0 + values.dtype.type(values.mean())
        fill = helper.make_tensor("", tensor.data_type, [1], middle)
        made.append(helper.make_node("ConstantOfShape", [shape], [tensor.name], value=fill))
    del graph.initializer[:]
    graph.initializer.extend(kept)
    nodes = [*made, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--to", type=Path, default=Path("benchmarks/minilm-l6-int8.onnx"))
    parser.add_argument("--whole", action="store_true", help="keep the weights")
    args = parser.parse_args()
    ids = torch.randint(1000, 2000, (1, 32))
    names = ["input_ids", "attention_mask", "token_type_ids"]
    with tempfile.TemporaryDirectory() as scratch:
        plain, small = Path(scratch, "plain.onnx"), Path(scratch, "int8.onnx")
        torch.onnx.export(
            Encoder(),
            (ids, torch.ones_like(ids), torch.zeros_like(ids)),
            str(plain),
            input_names=names,
            output_names=["last_hidden_state"],
            dynamic_axes={
                name: {0: "batch", 1: "pieces"} for name in [*names, "last_hidden_state"]
            },
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(plain, small, weight_type=QuantType.QInt8)
        model = onnx.load(str(small))
    if not args.whole:
        without_weights(model)
    onnx.save(model, str(args.to))
    print(f"{args.to}: {args.to.stat().st_size / 2**10:.0f} KiB")


if __name__ == "__main__":
    main()
