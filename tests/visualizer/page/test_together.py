"""Many visitors at once: each gets the page that they would have got alone."""

import asyncio
import gc
import random
from itertools import product

import pytest
from aiohttp import ClientSession
from trame_client.widgets.core import HTML_CTX, AbstractElement

TREATMENTS = ("kyphoplasty", "vertebroplasty", "time")
PAPERS = [
    f"/handout?lang={language}&case=1&treatment={treatment}&loss={loss}"
    for language, treatment, loss in product(("en", "es"), TREATMENTS, (20, 30, 42))
]
FILES = [
    f"/walkthrough.html?lang={language}&case=1&loss={loss}"
    for language, loss in product(("en", "es"), (21, 31))
]
ADDRESSES = PAPERS + FILES
AT_ONCE = 8


@pytest.fixture
async def get(site):
    """Get what lies at an address, as bytes, from a server that shows any numbers."""
    async with ClientSession(site.address) as client:

        async def get(address):
            async with client.get(address, headers={"Accept-Encoding": "identity"}) as response:
                assert response.status == 200
                return await response.read()

        yield get


async def test_pages_and_files_that_are_written_at_once_are_not_mixed(get):
    """Papers and files in two languages and all treatments: byte for byte as one by one."""
    alone = {address: await get(address) for address in ADDRESSES}
    assert len(set(alone.values())) == len(ADDRESSES)
    wanted = random.Random(0).sample(ADDRESSES * 2, k=32)
    places = asyncio.Semaphore(AT_ONCE)

    async def together(address):
        async with places:
            return await get(address)

    got = await asyncio.gather(*map(together, wanted))
    wrong = [address for address, page in zip(wanted, got, strict=True) if page != alone[address]]
    assert wrong == []


async def test_nothing_of_a_page_stays_in_memory(get):
    """Papers that were written at once leave no open element, and no element at all."""
    await get(PAPERS[0])
    gc.collect()
    before = elements()
    await asyncio.gather(*map(get, PAPERS))
    gc.collect()
    assert HTML_CTX.element_stack == []
    assert elements() == before


def elements():
    """Count the widgets that are alive."""
    return sum(isinstance(one, AbstractElement) for one in gc.get_objects())
