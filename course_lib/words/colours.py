"""The colours of the course, told apart by colour-blind readers: words and marks beside them say the same.

Source: Okabe and Ito (2008), Color Universal Design.
"""

BLACK = "#000000"
ORANGE = "#E69F00"
SKY = "#56B4E9"
GREEN = "#009E73"
YELLOW = "#F0E442"
BLUE = "#0072B2"
RED = "#D55E00"
PURPLE = "#CC79A7"
GREY = "#666666"
LIGHT_GREY = "#BBBBBB"
