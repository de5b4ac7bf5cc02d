"""The tagger's network: a BERT encoder (Devlin et al. 2019), a label head, and vectors for links.

Written out here, and not taken from a library, so that what is trained is what is
exported: no attention mask over a single window, one matrix for queries, keys and
values, as many layers and as wide as wanted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from attrib.find.tagger import LABELS, LINK, LINKS, LinkBias

WIDTH, HEADS, HEAD = 384, 12, 32
VECTOR = 4 * LINK + 2


@dataclass(frozen=True)
class Shape:
    """How deep and wide an encoder is; `activation` is "gelu" or "relu"."""

    layers: int = 6
    inner: int = 1536
    activation: str = "gelu"


class Norm(nn.LayerNorm):
    """Layer normalization, which is exported step by step.

    onnxruntime's own on processors goes number by number; its means and products go many at a
    time, and the whole network is a seventh faster with them.
    """

    def __init__(self) -> None:
        super().__init__(WIDTH, 1e-12)

    def forward(self, x: Tensor) -> Tensor:
        if not torch.onnx.is_in_onnx_export():
            return super().forward(x)
        x = x - x.mean(-1, keepdim=True)
        spread = torch.sqrt((x * x).mean(-1, keepdim=True) + self.eps)
        return x * (1.0 / spread) * self.weight + self.bias


class Layer(nn.Module):
    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.mixed = nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, shape.inner), nn.Linear(shape.inner, WIDTH)
        self.after_attention = Norm()
        self.after_inner = Norm()
        self.activation = nn.ReLU() if shape.activation == "relu" else nn.GELU()
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        # The queries' scale, one over the root of a head's width, is in the weights.
        batch, length, _ = x.shape
        if mask is None:
            q, k, v = self.qkv(x[0]).split(WIDTH, -1)
            q = q.view(length, HEADS, HEAD).transpose(0, 1)
            k = k.view(length, HEADS, HEAD).permute(1, 2, 0)
            v = v.view(length, HEADS, HEAD).transpose(0, 1)
            mixed = (torch.softmax(q @ k, -1) @ v).transpose(0, 1).reshape(1, length, WIDTH)
        else:
            q, k, v = self.qkv(x).view(batch, length, 3, HEADS, HEAD).permute(2, 0, 3, 1, 4)
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, scale=1.0)
            mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.after_attention(x + self.dropout(self.mixed(mixed)))
        return self.after_inner(x + self.dropout(self.down(self.activation(self.up(x)))))


class Network(nn.Module):
    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.types = nn.Embedding(4, WIDTH)
        self.after_embedding = Norm()
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.dropout = nn.Dropout(dropout)
        self.label = nn.Linear(WIDTH, len(LABELS))
        self.vector = nn.Linear(WIDTH, len(LINKS) * VECTOR)
        self.distance = nn.Parameter(torch.zeros(len(LINKS), 16))
        self.paragraphs = nn.Parameter(torch.zeros(len(LINKS), 3))
        self.between = nn.Parameter(torch.zeros(len(LINKS), 4))

    def encode(self, ids: Tensor, types: Tensor, mask: Tensor | None) -> Tensor:
        x = self.pieces(ids) + self.places.weight[: ids.shape[1]] + self.types(types)
        x = self.dropout(self.after_embedding(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def forward(self, ids: Tensor, types: Tensor, firsts: Tensor) -> tuple[Tensor, Tensor]:
        """One window without padding, as at run time: each word's label scores and vectors."""
        words = self.encode(ids, types, None)[0].index_select(0, firsts)
        return self.label(words), self.vector(words)

    def batch(
        self, ids: Tensor, types: Tensor, mask: Tensor, firsts: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Padded windows; `firsts` index the batch's pieces in one row. Also the words' states."""
        words = self.encode(ids, types, mask[:, None, None, :]).flatten(0, 1)[firsts]
        words = self.dropout(words)
        return self.label(words), self.vector(words), words

    def biases(self) -> list[LinkBias]:
        tables = (self.distance, self.paragraphs, self.between)
        return [
            LinkBias(*(table[number].detach().float().numpy() for table in tables))
            for number in range(len(LINKS))
        ]


def from_minilm(home: Path) -> Network:
    """MiniLM-L6 (Wang et al. 2020) as a network whose heads know nothing yet.

    Its one type embedding becomes four alike, for pieces in quotation marks or
    not, with a capital or not.
    """
    from safetensors.torch import load_file

    given = load_file(home / "model.safetensors")
    network = Network(Shape())
    state = network.state_dict()

    def put(name: str, *sources: str, scale: float = 1.0) -> None:
        for kind in ("weight", "bias"):
            parts = [given[f"{source}.{kind}"] for source in sources]
            state[f"{name}.{kind}"] = torch.cat([parts[0] * scale, *parts[1:]])

    state["pieces.weight"] = given["embeddings.word_embeddings.weight"]
    state["places.weight"] = given["embeddings.position_embeddings.weight"]
    state["types.weight"] = given["embeddings.token_type_embeddings.weight"][:1].repeat(4, 1)
    put("after_embedding", "embeddings.LayerNorm")
    for number in range(network.shape.layers):
        old, new = f"encoder.layer.{number}", f"layers.{number}"
        attention = [f"{old}.attention.self.{part}" for part in ("query", "key", "value")]
        put(f"{new}.qkv", *attention, scale=HEAD**-0.5)
        put(f"{new}.mixed", f"{old}.attention.output.dense")
        put(f"{new}.after_attention", f"{old}.attention.output.LayerNorm")
        put(f"{new}.up", f"{old}.intermediate.dense")
        put(f"{new}.down", f"{old}.output.dense")
        put(f"{new}.after_inner", f"{old}.output.LayerNorm")
    network.load_state_dict(state)
    return network


def cut_down(teacher: Network, layers: Sequence[int], shape: Shape) -> Network:
    """A smaller network that starts as the teacher's layers of those numbers.

    Of each layer's inner units those stay whose incoming and outgoing weights are largest.
    """
    student = Network(replace(shape, layers=len(layers)))
    state = {
        name: value
        for name, value in teacher.state_dict().items()
        if not name.startswith("layers.")
    }
    for number, kept in enumerate(layers):
        layer = teacher.layers[kept]
        size = layer.up.weight.norm(dim=1) * layer.down.weight.norm(dim=0)
        units = size.topk(student.shape.inner).indices.sort().values
        for name, value in layer.state_dict().items():
            if name.startswith("up."):
                value = value[units]
            elif name == "down.weight":
                value = value[:, units]
            state[f"layers.{number}.{name}"] = value
    student.load_state_dict(state)
    return student


def save(network: Network, state: dict[str, Tensor], path: Path) -> None:
    torch.save({"shape": asdict(network.shape), "state": state}, path)


def load(path: Path) -> Network:
    kept = torch.load(path, weights_only=True)
    network = Network(Shape(**kept["shape"]))
    network.load_state_dict(kept["state"])
    return network.eval()
