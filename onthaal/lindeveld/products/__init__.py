"""What the town hall of Lindeveld offers: texts and how each product is served. Import "
"from here."""

from onthaal.lindeveld.products.catalogue import BY_SLUG, PRODUCTS, SKILLS
from onthaal.lindeveld.products.document import content
from onthaal.lindeveld.products.spec import Product

__all__ = ["BY_SLUG", "PRODUCTS", "SKILLS", "Product", "content"]
