(()=>{var e;try{e=localStorage.getItem("wb-theme")}catch{e=null}document.documentElement.dataset.theme=e||(matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light");})();
