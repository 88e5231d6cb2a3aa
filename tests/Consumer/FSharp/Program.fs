module Program

let answer = 42
